import { describe, expect, it } from 'vitest';
import { Authoriser, type Policies } from '../../../../local/services/iam/authoriser.ts';
import type { PolicyDocument } from '../../../../local/services/iam/statement.ts';
import { root, type ServiceName } from '../../../../local/services/service.ts';

const account = 'eu-west-2:000000000000';
const roleArn = 'arn:aws:iam::000000000000:role/mailer';
const table = `arn:aws:dynamodb:${account}:table/T`;
const queue = `arn:aws:sqs:${account}:urgent`;
const rule = `arn:aws:events:${account}:rule/daily`;

type Statement = PolicyDocument['Statement'][number];

function authoriserFor(statements: Statement[], resourcePolicies?: Policies) {
  const lines: string[] = [];
  const authoriser = new Authoriser({
    policies: new Map([[roleArn, [{ id: 'P', policy: { Statement: statements } }]]]),
    ...(resourcePolicies && { resourcePolicies }),
    estate: {
      account: '000000000000',
      region: 'eu-west-2',
      partition: 'aws',
      partitionKeyOf: () => 'pk',
      secretArnOf: (id) => (id === 'keys' ? `arn:aws:secretsmanager:${account}:secret:keys-ab12cd` : id),
      emailIdentities: ['throughline.example'],
    },
    now: () => Date.parse('2026-03-02T09:00:00Z'),
    log: (line) => lines.push(line),
  });
  const call = (service: ServiceName, action: string, input: Record<string, unknown>) =>
    authoriser.authorise(service, action, input, { roleArn });
  return { authoriser, call, lines };
}

const allow = (Action: string | string[], Resource: string | string[], parts: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...parts,
});

/** Each permission that a call needs: without any one of them it is refused, with all of them it is not. */
const calls: ReadonlyArray<readonly [ServiceName, string, Record<string, unknown>, Array<readonly [string, string]>]> =
  [
    ['dynamodb', 'GetItem', { TableName: 'T', Key: { pk: { S: 'a' } } }, [['dynamodb:GetItem', table]]],
    ['dynamodb', 'GetItem', { TableName: table, Key: {} }, [['dynamodb:GetItem', table]]],
    ['dynamodb', 'Query', { TableName: 'T' }, [['dynamodb:Query', table]]],
    ['dynamodb', 'Query', { TableName: 'T', IndexName: 'by-due' }, [['dynamodb:Query', `${table}/index/by-due`]]],
    ['dynamodb', 'BatchGetItem', { RequestItems: { T: { Keys: [] } } }, [['dynamodb:BatchGetItem', table]]],
    ['dynamodb', 'BatchWriteItem', { RequestItems: { T: [] } }, [['dynamodb:BatchWriteItem', table]]],
    [
      'dynamodb',
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: 'T', Item: {} } },
          { Update: { TableName: 'T', Key: {} } },
          { Delete: { TableName: 'T', Key: {} } },
          { ConditionCheck: { TableName: 'T', Key: {} } },
        ],
      },
      [
        ['dynamodb:PutItem', table],
        ['dynamodb:UpdateItem', table],
        ['dynamodb:DeleteItem', table],
        ['dynamodb:ConditionCheckItem', table],
      ],
    ],
    [
      'dynamodb',
      'TransactGetItems',
      { TransactItems: [{ Get: { TableName: 'T', Key: {} } }] },
      [['dynamodb:GetItem', table]],
    ],
    [
      'ses',
      'SendEmail',
      { FromEmailAddress: '"Throughline" <programmes@mail.throughline.example>', ConfigurationSetName: 'set' },
      [
        ['ses:SendEmail', `arn:aws:ses:${account}:identity/throughline.example`],
        ['ses:SendEmail', `arn:aws:ses:${account}:configuration-set/set`],
      ],
    ],
    ['states', 'SendTaskSuccess', { taskToken: 't' }, [['states:SendTaskSuccess', '*']]],
    ['states', 'StartExecution', { stateMachineArn: 'arn:m' }, [['states:StartExecution', 'arn:m']]],
    ['states', 'DescribeExecution', { executionArn: 'arn:e' }, [['states:DescribeExecution', 'arn:e']]],
    ['sqs', 'SendMessage', { QueueUrl: 'http://127.0.0.1:4401/000000000000/urgent' }, [['sqs:SendMessage', queue]]],
    [
      'sqs',
      'SendMessageBatch',
      { QueueUrl: 'http://127.0.0.1:4401/000000000000/urgent' },
      [['sqs:SendMessage', queue]],
    ],
    [
      'events',
      'PutEvents',
      { Entries: [{ EventBusName: 'own' }, {}] },
      [
        ['events:PutEvents', `arn:aws:events:${account}:event-bus/own`],
        ['events:PutEvents', `arn:aws:events:${account}:event-bus/default`],
      ],
    ],
    [
      'secretsmanager',
      'GetSecretValue',
      { SecretId: 'keys' },
      [['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${account}:secret:keys-ab12cd`]],
    ],
    [
      'lambda',
      'Invoke',
      { FunctionName: 'wake' },
      [['lambda:InvokeFunction', `arn:aws:lambda:${account}:function:wake`]],
    ],
    [
      'lambda',
      'Invoke',
      { FunctionName: 'wake', Qualifier: '$LATEST' },
      [['lambda:InvokeFunction', `arn:aws:lambda:${account}:function:wake:$LATEST`]],
    ],
  ];

describe('what a call needs', () => {
  it.each(calls)('%s %s with %j', (service, action, input, needed) => {
    const all = needed.map(([permission, resource]) => allow(permission, resource));
    expect(() => authoriserFor(all).call(service, action, input)).not.toThrow();
    for (const [index, [permission, resource]] of needed.entries()) {
      const { call, lines } = authoriserFor(all.filter((_, other) => other !== index));
      expect(() => call(service, action, input)).toThrow(
        `User: ${roleArn} is not authorized to perform: ${permission} on resource: ${resource}`,
      );
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(`${roleArn} may not ${permission} on ${resource}`);
    }
  });

  it('refuses to judge an action that it does not know', () => {
    const { call } = authoriserFor([allow('*', '*')]);
    expect(() => call('dynamodb', 'ExecuteStatement', {})).toThrow('ExecuteStatement');
  });

  it('lets the embedded cloud itself do everything', () => {
    const { authoriser } = authoriserFor([]);
    expect(() => authoriser.authorise('dynamodb', 'GetItem', { TableName: 'T' }, root)).not.toThrow();
  });
});

describe('a refusal', () => {
  it.each([
    ['sqs', 'SendMessage', 'AccessDenied', 403],
    ['dynamodb', 'GetItem', 'AccessDeniedException', 400],
    ['ses', 'SendEmail', 'AccessDeniedException', 403],
  ] as const)('of %s is named as that service does', (service, action, name, status) => {
    const { call } = authoriserFor([]);
    expect(() => call(service, action, {})).toThrow(expect.objectContaining({ name, status }));
  });
});

describe('the keys that a call supplies', () => {
  const leading = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['PART#p1'] } };
  const present = { Null: { 'dynamodb:LeadingKeys': 'false' } };
  const ownOnly = [allow('dynamodb:*', table, { Condition: { ...leading, ...present } })];
  const key = (pk: string) => ({ pk: { S: pk } });
  const queryFor = (pk: string) => ({
    TableName: 'T',
    KeyConditionExpression: '#p = :p AND begins_with(sk, :s)',
    ExpressionAttributeNames: { '#p': 'pk' },
    ExpressionAttributeValues: { ':p': { S: pk }, ':s': { S: 'x' } },
  });

  it.each([
    ['GetItem', { TableName: 'T', Key: key('PART#p1') }, { TableName: 'T', Key: key('PART#p2') }],
    ['PutItem', { TableName: 'T', Item: key('PART#p1') }, { TableName: 'T', Item: key('PART#p2') }],
    ['Query', queryFor('PART#p1'), queryFor('PART#p2')],
    [
      'BatchGetItem',
      { RequestItems: { T: { Keys: [key('PART#p1')] } } },
      { RequestItems: { T: { Keys: [key('PART#p1'), key('PART#p2')] } } },
    ],
    [
      'TransactWriteItems',
      { TransactItems: [{ Put: { TableName: 'T', Item: key('PART#p1') } }] },
      {
        TransactItems: [
          { Put: { TableName: 'T', Item: key('PART#p1') } },
          { Delete: { TableName: 'T', Key: key('PART#p2') } },
        ],
      },
    ],
  ])('hold the partition keys of %s', (action, own, other) => {
    const { call } = authoriserFor(ownOnly);
    expect(() => call('dynamodb', action, own)).not.toThrow();
    expect(() => call('dynamodb', action, other)).toThrow('not authorized');
  });

  it('leave a scan without leading keys', () => {
    expect(() => authoriserFor(ownOnly).call('dynamodb', 'Scan', { TableName: 'T' })).toThrow('not authorized');
  });

  it('hold the sender of a mail', () => {
    const { call } = authoriserFor([
      allow('ses:SendEmail', '*', { Condition: { StringEquals: { 'ses:FromAddress': 'a@throughline.example' } } }),
    ]);
    expect(() => call('ses', 'SendEmail', { FromEmailAddress: 'T <a@throughline.example>' })).not.toThrow();
    expect(() => call('ses', 'SendEmail', { FromEmailAddress: 'b@throughline.example' })).toThrow('not authorized');
  });
});

describe('a queue’s own policy', () => {
  const policy = (Statement: Statement[]): Policies => new Map([[queue, [{ id: 'Q', policy: { Statement } }]]]);
  const ofRule = {
    Principal: { Service: 'events.amazonaws.com' },
    Condition: { ArnEquals: { 'aws:SourceArn': rule } },
  };
  const insecure = { Bool: { 'aws:SecureTransport': 'false' } };

  it('lets a service in for the source that it names, and for no other', () => {
    const { authoriser } = authoriserFor([], policy([allow('sqs:SendMessage', queue, ofRule)]));
    expect(authoriser.allowsService('events.amazonaws.com', 'sqs:SendMessage', queue, rule)).toBe(true);
    expect(authoriser.allowsService('events.amazonaws.com', 'sqs:SendMessage', queue, `${rule}2`)).toBe(false);
    expect(authoriser.allowsService('sns.amazonaws.com', 'sqs:SendMessage', queue, rule)).toBe(false);
  });

  it('may allow a role that its own policies do not', () => {
    const { call } = authoriserFor([], policy([allow('sqs:SendMessage', queue, { Principal: { AWS: roleArn } })]));
    expect(() => call('sqs', 'SendMessage', { QueueUrl: '/0/urgent' })).not.toThrow();
  });

  it('may deny a role what its own policies allow', () => {
    const deny = { Effect: 'Deny', Action: 'sqs:*', Resource: queue, Principal: '*' };
    const { call } = authoriserFor([allow('sqs:*', '*')], policy([deny]));
    expect(() => call('sqs', 'SendMessage', { QueueUrl: '/0/urgent' })).toThrow('explicit deny');
  });

  it('that wants TLS is content with loopback', () => {
    const deny = { Effect: 'Deny', Action: 'sqs:*', Resource: queue, Principal: { AWS: '*' }, Condition: insecure };
    const { call } = authoriserFor([allow('sqs:*', '*')], policy([deny]));
    expect(() => call('sqs', 'SendMessage', { QueueUrl: '/0/urgent' })).not.toThrow();
  });
});

describe('the use of statements', () => {
  it('is counted, and what was never used is listed with 0', () => {
    const { authoriser, call } = authoriserFor([
      allow('dynamodb:GetItem', table, { Sid: 'Read' }),
      allow('dynamodb:PutItem', table),
      { Effect: 'Deny', Action: 'dynamodb:Scan', Resource: '*' },
    ]);
    call('dynamodb', 'GetItem', { TableName: 'T' });
    call('dynamodb', 'GetItem', { TableName: 'T' });
    expect([...authoriser.usage()]).toEqual([
      ['P#Read', 2],
      ['P#1', 0],
    ]);
    expect(authoriser.grants()).toEqual([
      { statement: 'P#Read', action: 'dynamodb:GetItem', resource: table, count: 2 },
    ]);
  });
});
