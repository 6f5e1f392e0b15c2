import { expect, it } from 'vitest';
import { PortInUse } from '../../../local/cloud/loopback.ts';
import { UnreadableState } from '../../../local/journal/journal.ts';
import { IdentityNotStarted } from '../../../local/services/identity/identity-service.ts';
import { CannotStart } from '../../../local/start/cannot-start.ts';
import { explainFailure } from '../../../local/start/explain-failure.ts';
import { TemplateError } from '../../../local/template/template-error.ts';

it.each([
  [new PortInUse(4400), 'Port 4400 is in use: stop what uses it, or choose another with npm start -- --port N.'],
  [
    new IdentityNotStarted('EADDRINUSE', 'listen'),
    'A port that is needed is in use: stop what uses it, or choose another with npm start -- --port N.',
  ],
  [new CannotStart('a mistake'), 'a mistake'],
  [new UnreadableState('unreadable'), 'unreadable'],
  [new TemplateError('unknown type'), 'unknown type'],
])('explains %s in one sentence', (error, sentence) => {
  expect(explainFailure(error)).toBe(sentence);
});

it('hides nothing of what it does not know', () => {
  expect(explainFailure(new RangeError('odd'))).toContain('explain-failure.test.ts');
});
