import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../../local/services/iam/evaluate.ts';
import { UnknownPolicyElement } from '../../../../local/services/iam/policy-error.ts';
import { compilePolicy } from '../../../../local/services/iam/statement.ts';

type Keys = Record<string, string | string[]>;
type Raw = Record<string, unknown>;

const table = 'arn:aws:dynamodb:eu-west-2:000000000000:table/T';
const queue = 'arn:aws:sqs:eu-west-2:000000000000:urgent';

function decide(statements: Raw[], action: string, resource: string, keys: Keys = {}) {
  const compiled = compilePolicy('p', { Statement: statements });
  const context = new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value]));
  return evaluate(compiled, { action, resource, context }).outcome;
}

const allow = (parts: Raw = {}): Raw => ({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table, ...parts });
const deny = (parts: Raw = {}): Raw => ({ ...allow(parts), Effect: 'Deny' });
const when = (Condition: Raw, effect: typeof allow = allow): Raw[] => [effect({ Condition })];

/** A policy variable. */
const variable = (name: string) => `$\{${name}}`;

const own = { 'dynamodb:LeadingKeys': ['PART#p1'] };
const other = { 'dynamodb:LeadingKeys': ['PART#p1', 'PART#p2'] };
const arn = { 'aws:PrincipalArn': 'arn:aws:iam::000000000000:role/mailer' };

/**
 * From AWS's documented evaluation logic: IAM user guide, "Policy evaluation logic", "Action", "Resource", "Condition
 * operators", "Multivalued context keys", "Policy variables".
 */
const cases: ReadonlyArray<readonly [name: string, expected: string, statements: Raw[], keys?: Keys, call?: string[]]> =
  [
    ['nothing said is not allowed', 'not-allowed', []],
    ['an Allow allows', 'allowed', [allow()]],
    ['a Deny wins over an Allow before it', 'denied', [allow(), deny()]],
    ['a Deny wins over an Allow after it', 'denied', [deny(), allow()]],
    ['another action is not allowed', 'not-allowed', [allow({ Action: 'dynamodb:PutItem' })]],
    ['another resource is not allowed', 'not-allowed', [allow({ Resource: `${table}2` })]],
    ['actions are compared without regard to case', 'allowed', [allow({ Action: 'DynamoDB:getitem' })]],
    ['resources are compared with regard to case', 'not-allowed', [allow({ Resource: table.toLowerCase() })]],
    ['any of several actions', 'allowed', [allow({ Action: ['dynamodb:Query', 'dynamodb:GetItem'] })]],
    ['a wildcard in an action', 'allowed', [allow({ Action: 'dynamodb:Get*' })]],
    ['a question mark stands for one character', 'allowed', [allow({ Action: 'dynamodb:GetIte?' })]],
    ['a question mark stands for no more than one', 'not-allowed', [allow({ Action: 'dynamodb:GetIt?' })]],
    ['* alone is every action', 'allowed', [allow({ Action: '*' })]],
    ['NotAction leaves out what it names', 'not-allowed', [allow({ Action: undefined, NotAction: 'dynamodb:Get*' })]],
    ['NotAction allows all else', 'allowed', [allow({ Action: undefined, NotAction: 'dynamodb:Put*' })]],
    ['* alone is every resource', 'allowed', [allow({ Resource: '*' })]],
    ['a wildcard at a resource’s end', 'allowed', [allow({ Resource: `${table}*` })]],
    ['a wildcard for region and account', 'allowed', [allow({ Resource: 'arn:aws:dynamodb:*:*:table/T' })]],
    ['a wildcard does not reach over a colon', 'not-allowed', [allow({ Resource: 'arn:aws:dyn*:table/T' })]],
    ['the table’s grant is not its indexes’', 'not-allowed', [allow()], {}, ['dynamodb:GetItem', `${table}/index/due`]],
    ['a grant of the indexes is', 'allowed', [allow({ Resource: `${table}/index/*` })], {}, ['', `${table}/index/due`]],
    ['NotResource leaves out what it names', 'not-allowed', [allow({ Resource: undefined, NotResource: table })]],
    ['NotResource allows all else', 'allowed', [allow({ Resource: undefined, NotResource: queue })]],
    ['a dot is a dot', 'not-allowed', [allow({ Resource: table.replace('/', '.') })]],

    ['StringEquals holds', 'allowed', when({ StringEquals: arn }), arn],
    [
      'StringEquals with several values holds for any',
      'allowed',
      when({ StringEquals: { 'ses:FromAddress': ['a', 'b'] } }),
      { 'ses:FromAddress': 'b' },
    ],
    [
      'StringEquals regards case',
      'not-allowed',
      when({ StringEquals: { 'ses:FromAddress': 'A' } }),
      { 'ses:FromAddress': 'a' },
    ],
    [
      'StringEqualsIgnoreCase does not',
      'allowed',
      when({ StringEqualsIgnoreCase: { 'ses:FromAddress': 'A' } }),
      { 'ses:FromAddress': 'a' },
    ],
    [
      'keys are compared without regard to case',
      'allowed',
      when({ StringEquals: { 'SES:fromaddress': 'a' } }),
      { 'ses:FromAddress': 'a' },
    ],
    [
      'StringEquals knows no wildcard',
      'not-allowed',
      when({ StringEquals: { 'ses:FromAddress': '*@a' } }),
      { 'ses:FromAddress': 'x@a' },
    ],
    ['StringLike does', 'allowed', when({ StringLike: { 'ses:FromAddress': '*@a' } }), { 'ses:FromAddress': 'x@a' }],
    ['StringEquals fails on an absent key', 'not-allowed', when({ StringEquals: { 'ses:FromAddress': 'a' } })],
    ['StringNotEquals passes on an absent key', 'allowed', when({ StringNotEquals: { 'ses:FromAddress': 'a' } })],
    [
      'StringNotEquals means none of the values',
      'not-allowed',
      when({ StringNotEquals: { 'ses:FromAddress': ['a', 'b'] } }),
      { 'ses:FromAddress': 'b' },
    ],
    [
      'StringNotLike',
      'not-allowed',
      when({ StringNotLike: { 'ses:FromAddress': '*@a' } }),
      { 'ses:FromAddress': 'x@a' },
    ],
    ['IfExists passes on an absent key', 'allowed', when({ StringEqualsIfExists: { 'ses:FromAddress': 'a' } })],
    [
      'IfExists still asks of a key that is there',
      'not-allowed',
      when({ StringEqualsIfExists: { 'ses:FromAddress': 'a' } }),
      { 'ses:FromAddress': 'b' },
    ],
    ['Null true wants the key absent', 'allowed', when({ Null: { 'ses:FromAddress': 'true' } })],
    ['Null false wants the key there', 'not-allowed', when({ Null: { 'ses:FromAddress': false } })],
    ['Bool', 'allowed', when({ Bool: { 'aws:SecureTransport': true } }), { 'aws:SecureTransport': 'true' }],
    [
      'a Deny whose condition does not hold is none',
      'allowed',
      [allow(), ...when({ Bool: { 'aws:SecureTransport': 'false' } }, deny)],
      { 'aws:SecureTransport': 'true' },
    ],
    [
      'ArnLike compares part by part',
      'allowed',
      when({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/mail*' } }),
      arn,
    ],
    [
      'ArnLike does not reach over a colon',
      'not-allowed',
      when({ ArnLike: { 'aws:PrincipalArn': 'arn:*:role/mailer' } }),
      arn,
    ],
    [
      'ArnEquals takes wildcards too',
      'allowed',
      when({ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/mailer' } }),
      arn,
    ],
    ['ArnNotLike', 'not-allowed', when({ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/mail*' } }), arn],
    ['NumericLessThan', 'allowed', when({ NumericLessThan: { 'aws:EpochTime': 11 } }), { 'aws:EpochTime': '10' }],
    [
      'DateGreaterThan',
      'not-allowed',
      when({ DateGreaterThan: { 'aws:CurrentTime': '2026-03-03T00:00:00Z' } }),
      { 'aws:CurrentTime': '2026-03-02T09:00:00Z' },
    ],
    [
      'all operators must hold',
      'not-allowed',
      when({ StringEquals: arn, Bool: { 'aws:SecureTransport': 'false' } }),
      { ...arn, 'aws:SecureTransport': 'true' },
    ],
    ['all keys must hold', 'not-allowed', when({ StringEquals: { ...arn, 'ses:FromAddress': 'a' } }), arn],

    [
      'ForAllValues holds when every value is named',
      'allowed',
      when({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['PART#p1'] } }),
      own,
    ],
    [
      'ForAllValues fails when one is not',
      'not-allowed',
      when({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['PART#p1'] } }),
      other,
    ],
    [
      'ForAllValues passes when the key is absent',
      'allowed',
      when({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['PART#p1'] } }),
    ],
    [
      'ForAllValues passes when the key has no values',
      'allowed',
      when({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['PART#p1'] } }),
      { 'dynamodb:LeadingKeys': [] },
    ],
    [
      'with a Null condition beside it, it does not',
      'not-allowed',
      when({
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['PART#p1'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      }),
    ],
    [
      'ForAnyValue holds when one value is named',
      'allowed',
      when({ 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': ['PART#p1'] } }),
      other,
    ],
    [
      'ForAnyValue fails when the key is absent',
      'not-allowed',
      when({ 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': ['PART#p1'] } }),
    ],
    [
      'ForAllValues:StringLike',
      'allowed',
      when({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['PART#*'] } }),
      other,
    ],
    [
      'a single-valued operator never matches a key of many values',
      'not-allowed',
      when({ StringEquals: { 'dynamodb:LeadingKeys': 'PART#p1' } }),
      own,
    ],

    [
      'a variable in a resource',
      'allowed',
      [allow({ Resource: `${table}${variable('aws:PrincipalAccount')}` })],
      { 'aws:PrincipalAccount': '1' },
      ['', `${table}1`],
    ],
    [
      'a variable without a value matches nothing',
      'not-allowed',
      [allow({ Resource: `${table}${variable('aws:PrincipalAccount')}` })],
    ],
    [
      'a variable in a condition',
      'allowed',
      when({ StringLike: { 'ses:FromAddress': `${variable('aws:PrincipalAccount')}@a` } }),
      { 'ses:FromAddress': '1@a', 'aws:PrincipalAccount': '1' },
    ],
  ];

describe('the evaluator', () => {
  const named = cases.map(([name, expected, statements, keys = {}, call = []]) => ({
    name,
    expected,
    statements,
    keys,
    call,
  }));
  it.each(named)('$name', ({ expected, statements, keys, call: [action, resource] }) => {
    expect(decide(statements, action || 'dynamodb:GetItem', resource ?? table, keys)).toBe(expected);
  });

  it.each([
    ['an operator', { Condition: { StringMatches: { 'ses:FromAddress': 'a' } } }, 'StringMatches'],
    ['a key', { Condition: { StringEquals: { 'aws:MultiFactorAuthPresent': 'a' } } }, 'aws:MultiFactorAuthPresent'],
    ['a variable', { Resource: `arn:${variable('aws:username')}` }, variable('aws:username')],
    ['a part of a statement', { Resources: '*' }, 'Resources'],
    ['a principal in a role’s policy', { Principal: '*' }, 'Principal'],
    ['a statement without a resource', { Resource: undefined }, 'Resource'],
    ['a statement with both kinds of action', { NotAction: '*' }, 'NotAction'],
  ])('refuses %s that it does not know, naming it and the statement', (_, parts, named) => {
    const compile = () => compilePolicy('Stack/Role/Policy', { Statement: [allow(parts)] });
    expect(compile).toThrow(UnknownPolicyElement);
    expect(compile).toThrow(named);
    expect(compile).toThrow('Stack/Role/Policy#0');
  });
});

const texts = (...values: string[]) => fc.subarray(values, { minLength: 1 });
const anyCondition = fc.constantFrom<Raw>(
  {},
  { StringEquals: { 'ses:FromAddress': 'a' } },
  { StringNotEquals: { 'ses:FromAddress': 'a' } },
  { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'PART#*' } },
  { Null: { 'ses:FromAddress': 'true' } },
);
const anyStatement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: texts('dynamodb:*', 'dynamodb:Get*', 'dynamodb:GetItem', 'sqs:*'),
  Resource: texts('*', table, `${table}/index/*`, queue),
  Condition: anyCondition,
});
const anyCall = fc.record({
  action: fc.constantFrom('dynamodb:GetItem', 'dynamodb:PutItem', 'sqs:SendMessage'),
  resource: fc.constantFrom(table, `${table}/index/due`, queue),
  keys: fc.constantFrom<Keys>({}, { 'ses:FromAddress': 'a' }, own, { 'dynamodb:LeadingKeys': ['X#1'] }),
});

describe('whatever the policies', () => {
  it('one more Deny never allows more', () => {
    fc.assert(
      fc.property(fc.array(anyStatement), anyStatement, anyCall, (statements, more, { action, resource, keys }) => {
        const before = decide(statements, action, resource, keys);
        const after = decide([...statements, { ...more, Effect: 'Deny' }], action, resource, keys);
        return before === 'allowed' || after !== 'allowed';
      }),
    );
  });

  it('one more Allow never allows less, and never overrides a Deny', () => {
    fc.assert(
      fc.property(fc.array(anyStatement), anyStatement, anyCall, (statements, more, { action, resource, keys }) => {
        const before = decide(statements, action, resource, keys);
        const after = decide([...statements, { ...more, Effect: 'Allow' }], action, resource, keys);
        return before === 'not-allowed' || after === before;
      }),
    );
  });

  it('the order of statements does not matter', () => {
    fc.assert(
      fc.property(fc.array(anyStatement), anyCall, (statements, { action, resource, keys }) => {
        const backwards = [...statements].reverse();
        return decide(statements, action, resource, keys) === decide(backwards, action, resource, keys);
      }),
    );
  });
});
