import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../../../../../local/services/dynamodb/types.ts';
import { b, keyOf, n, s, type World } from './world.ts';

type Input = Record<string, unknown>;

/** [what, action, input, AWS's message or a part of it]; every input is completed with the table and a key. */
const expressionRefusals: ReadonlyArray<readonly [string, Input, string]> = [
  [
    'a value that is not defined',
    { UpdateExpression: 'SET a = :v' },
    'Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :v',
  ],
  [
    'a name that is not defined',
    { UpdateExpression: 'REMOVE #a' },
    'Invalid UpdateExpression: An expression attribute name used in the document path is not defined; attribute name: #a',
  ],
  [
    'a value that is not used',
    { UpdateExpression: 'REMOVE a', ExpressionAttributeValues: { ':v': n(1) } },
    'Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}',
  ],
  [
    'a name that is not used',
    { UpdateExpression: 'REMOVE a', ExpressionAttributeNames: { '#a': 'a' } },
    'Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}',
  ],
  [
    'names without an expression',
    { ExpressionAttributeNames: { '#a': 'a' } },
    'ExpressionAttributeNames can only be specified when using expressions',
  ],
  [
    'values without an expression',
    { ExpressionAttributeValues: { ':a': n(1) } },
    'ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and ConditionExpression are null',
  ],
  [
    'a reserved word',
    { UpdateExpression: 'REMOVE status' },
    'Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: status',
  ],
  ['nonsense', { UpdateExpression: 'SET a b' }, 'Invalid UpdateExpression: Syntax error;'],
  ['half a condition', { ConditionExpression: 'a =' }, 'Invalid ConditionExpression: Syntax error;'],
  ['an empty expression', { ConditionExpression: '' }, 'Invalid ConditionExpression: The expression can not be empty;'],
  [
    'a section twice',
    { UpdateExpression: 'REMOVE a REMOVE b' },
    'Invalid UpdateExpression: The "REMOVE" section can only be used',
  ],
  [
    'one path within another',
    { UpdateExpression: 'REMOVE a, a.b' },
    'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
  ],
  [
    'a function that is not there',
    { ConditionExpression: 'exists(a)' },
    'Invalid ConditionExpression: Invalid function name; function: exists',
  ],
  [
    'a function with too few operands',
    { ConditionExpression: 'contains(a)' },
    'Invalid ConditionExpression: Incorrect number of operands for operator or function; operator or function: contains, number of operands: 1',
  ],
  [
    'begins_with of a number',
    { ConditionExpression: 'begins_with(a, :v)', ExpressionAttributeValues: { ':v': n(1) } },
    'Invalid ConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
  ],
  [
    'a type that is not there',
    { ConditionExpression: 'attribute_type(a, :v)', ExpressionAttributeValues: { ':v': s('TEXT') } },
    'Invalid ConditionExpression: Invalid attribute type name found; type: TEXT, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
  ],
  [
    'bounds in the wrong order',
    { ConditionExpression: 'a BETWEEN :x AND :y', ExpressionAttributeValues: { ':x': n(2), ':y': n(1) } },
    'Invalid ConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}',
  ],
  [
    'a comparison of a path with itself',
    { ConditionExpression: 'a = a' },
    'Invalid ConditionExpression: The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]',
  ],
  [
    'parentheses without need',
    { ConditionExpression: '((attribute_exists(a)))' },
    'Invalid ConditionExpression: The expression has redundant parentheses;',
  ],
  [
    'a sum with text',
    { UpdateExpression: 'SET a = a + :v', ExpressionAttributeValues: { ':v': s('x') } },
    'Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: S',
  ],
  [
    'ADD of text',
    { UpdateExpression: 'ADD a :v', ExpressionAttributeValues: { ':v': s('x') } },
    'Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING',
  ],
  [
    'DELETE of a number',
    { UpdateExpression: 'DELETE a :v', ExpressionAttributeValues: { ':v': n(1) } },
    'Invalid UpdateExpression: Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER',
  ],
  [
    'a change of the key',
    { UpdateExpression: 'SET sk = :v', ExpressionAttributeValues: { ':v': s('x') } },
    'One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key',
  ],
  [
    'a value that is none',
    { UpdateExpression: 'SET a = :v', ExpressionAttributeValues: { ':v': { NS: [] } } },
    'ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: An number set  may not be empty for key :v',
  ],
];

/** [what, value, AWS's message] */
const valueRefusals: ReadonlyArray<readonly [string, AttributeValue, string]> = [
  ['no type', {}, 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
  ['a number that is none', n('twelve'), 'The parameter cannot be converted to a numeric value: twelve'],
  ['an empty number', n(''), 'The parameter cannot be converted to a numeric value'],
  [
    'a number too large',
    n('1e126'),
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  ],
  [
    'a number too small',
    n('1e-131'),
    'Number underflow. Attempting to store a number with magnitude smaller than supported range',
  ],
  ['39 digits', n('1'.repeat(39)), 'Attempting to store more than 38 significant digits in a Number'],
  ['an empty set', { SS: [] }, 'One or more parameter values were invalid: An string set  may not be empty'],
  [
    'a set with a member twice',
    { SS: ['x', 'x'] },
    'One or more parameter values were invalid: Input collection [x, x] contains duplicates.',
  ],
  ['a set with a number twice', { NS: ['1', '1.0'] }, 'Input collection contains duplicates'],
  [
    'a null that is false',
    { NULL: false },
    'One or more parameter values were invalid: Null attribute value types must have the value of true',
  ],
];

export function validationContract(open: () => World): void {
  describe('validation', () => {
    for (const [what, input, message] of expressionRefusals)
      it(`refuses ${what}`, async () => {
        const world = open();
        const key = await world.seed({ a: n(1) });
        const refusal = await world.refusal('UpdateItem', { Key: key, ...input });
        expect(refusal.name).toBe('ValidationException');
        expect(refusal.message).toContain(message);
        expect(await world.get(key)).toEqual({ ...key, a: n(1) });
      });

    for (const [what, value, message] of valueRefusals)
      it(`refuses a value with ${what}, also deep inside`, async () => {
        const world = open();
        const key = keyOf(world.partition());
        for (const a of [value, { L: [{ M: { x: value } }] }])
          expect(await world.refusal('PutItem', { Item: { ...key, a } })).toMatchObject({
            name: 'ValidationException',
            message,
          });
        expect(await world.get(key)).toBeUndefined();
      });

    const keyRefusals: ReadonlyArray<readonly [string, Input]> = [
      ['too few attributes', { pk: s('x') }],
      ['too many', { pk: s('x'), sk: s('x'), a: s('x') }],
      ['another type', { pk: s('x'), sk: n(1) }],
    ];
    for (const [what, Key] of keyRefusals)
      it(`refuses a key with ${what}`, async () => {
        for (const action of ['GetItem', 'DeleteItem', 'UpdateItem'])
          expect(await open().refusal(action, { Key })).toMatchObject({
            name: 'ValidationException',
            message: 'The provided key element does not match the schema',
          });
      });

    it('refuses empty keys', async () => {
      const [Key, name] = [keyOf('x', ''), 'ValidationException'];
      expect(await open().refusal('GetItem', { Key })).toMatchObject({
        name,
        message:
          'One or more parameter values were invalid: The AttributeValue for a key attribute cannot contain an empty string value. Key: sk',
      });
      expect(await open().refusal('PutItem', { Item: Key })).toMatchObject({
        name,
        message:
          'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: sk',
      });
    });

    it('refuses an item without its key, or with a key of another type', async () => {
      expect((await open().refusal('PutItem', { Item: { pk: s('x') } })).message).toBe(
        'One or more parameter values were invalid: Missing the key sk in the item',
      );
      expect((await open().refusal('PutItem', { Item: { pk: s('x'), sk: n(1) } })).message).toBe(
        'One or more parameter values were invalid: Type mismatch for key sk expected: S actual: N',
      );
    });

    it('measures keys in bytes', async () => {
      const world = open();
      const pk = world.partition();
      await world.put(keyOf(pk, 'é'.repeat(512)));
      const long = await world.refusal('PutItem', { Item: keyOf(pk, 'é'.repeat(513)) });
      const longer = await world.refusal('GetItem', { Key: keyOf('é'.repeat(1025)) });
      expect(long.message).toBe(
        'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
      );
      expect(longer.message).toContain('Size of hashkey has exceeded the maximum size limit of2048 bytes');
    });

    it('measures items in bytes: 400 KB and no more', async () => {
      const world = open();
      const key = keyOf(world.partition());
      const overhead = 'pk'.length + (key.pk?.S?.length ?? 0) + 'sk'.length + 'a'.length + 'text'.length;
      const room = 400 * 1024 - overhead;
      const text = s('é'.repeat(Math.floor(room / 2)) + 'x'.repeat(room % 2));
      await world.put({ ...key, text });
      expect(await world.refusal('PutItem', { Item: { ...key, text: s(`${text.S}x`) } })).toMatchObject({
        name: 'ValidationException',
        message: 'Item size has exceeded the maximum allowed size',
      });
      const grow = { Key: key, UpdateExpression: 'SET a = :v', ExpressionAttributeValues: { ':v': n(1) } };
      expect(await world.refusal('UpdateItem', grow)).toMatchObject({
        name: 'ValidationException',
        message: 'Item size to update has exceeded the maximum allowed size',
      });
    });

    it('refuses documents that nest too deep', async () => {
      const world = open();
      const nest = (depth: number): AttributeValue => (depth === 0 ? n(1) : { L: [nest(depth - 1)] });
      const key = await world.seed({ a: nest(30) });
      const refusal = await world.refusal('PutItem', { Item: { ...key, a: nest(40) } });
      expect(refusal.name).toBe('ValidationException');
      expect(refusal.message).toContain('Nesting Levels have exceeded supported limits');
    });

    it('refuses arithmetic that leaves the range of numbers', async () => {
      const world = open();
      const key = await world.seed({ a: n(`9${'0'.repeat(125)}`) });
      const refusal = await world.refusal('UpdateItem', {
        Key: key,
        UpdateExpression: 'SET a = a + :v',
        ExpressionAttributeValues: { ':v': n(`9${'0'.repeat(125)}`) },
      });
      expect(refusal).toMatchObject({
        name: 'ValidationException',
        message: 'Number overflow. Attempting to store a number with magnitude larger than supported range',
      });
    });

    it('refuses a table that is not there', async () => {
      expect(await open().refusal('GetItem', { TableName: 'no-such-table', Key: keyOf('x') })).toMatchObject({
        name: 'ResourceNotFoundException',
        message: 'Requested resource not found',
      });
    });

    it('answers with nothing for an item that is not there', async () => {
      expect(await open().call('GetItem', { Key: keyOf(open().partition()) })).toEqual({});
    });

    it('compares binary keys and values by their bytes', async () => {
      const key = await open().seed({ a: b('ÿ') });
      expect((await open().get(key))?.a).toEqual(b('ÿ'));
    });
  });

  describe('capacity', () => {
    it('is told in steps of 1 KB written, with the indexes, and 4 KB read', async () => {
      const world = open();
      const key = keyOf(world.partition());
      const ask = { ReturnConsumedCapacity: 'TOTAL' };
      const put = await world.call('PutItem', { Item: { ...key, text: s('x'.repeat(1500)) }, ...ask });
      const indexed = await world.call('UpdateItem', {
        Key: key,
        UpdateExpression: 'SET due = :v',
        ExpressionAttributeValues: { ':v': s('soon') },
        ...ask,
      });
      const weak = await world.call('GetItem', { Key: key, ...ask });
      const strong = await world.call('GetItem', { Key: key, ConsistentRead: true, ...ask });
      const units = [put, indexed, weak, strong].map(({ ConsumedCapacity }) => ConsumedCapacity);
      expect(units).toEqual([2, 3, 0.5, 1].map((CapacityUnits) => ({ TableName: world.tableName, CapacityUnits })));
    });
  });
}
