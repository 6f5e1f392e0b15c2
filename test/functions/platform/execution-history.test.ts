import { expect, test } from 'vitest';
import { readableDetails } from '../../../functions/platform/execution-history.ts';

const token = `AQCEAAAA${'KgAAAAMAAAAAAAAAAQ'.repeat(12)}==`;

test('a wait’s task token is not shown, whatever its field is called', () => {
  const wait = { M: { token: { S: token }, kind: { S: 'AwaitSession' } } };
  const details = readableDetails({
    resource: 'updateItem.waitForTaskToken',
    parameters: JSON.stringify({ ExpressionAttributeValues: { ':wait': wait, ':other': { S: token } } }),
  });
  expect(JSON.stringify(details)).not.toContain(token);
  expect(details).toEqual({
    resource: 'updateItem.waitForTaskToken',
    parameters: {
      ExpressionAttributeValues: {
        ':wait': { M: { token: '(not shown)', kind: { S: 'AwaitSession' } } },
        ':other': { S: '(not shown)' },
      },
    },
  });
});

test('a token within other text is not shown either', () => {
  expect(readableDetails({ cause: `The token ${token} has timed out` })).toEqual({
    cause: 'The token (not shown) has timed out',
  });
});

test('data is read, and what only says that it is whole is left out', () => {
  expect(
    readableDetails({ input: '{"id":"ADAA2345","leg":1}', inputDetails: { truncated: false }, output: undefined }),
  ).toEqual({ input: { id: 'ADAA2345', leg: 1 } });
});

test('text that begins like JSON and is none is shown as it is', () => {
  expect(readableDetails({ cause: '[the function ended]' })).toEqual({ cause: '[the function ended]' });
});
