import fc from 'fast-check';
import type { AttributeValue, Item } from '../../../../local/services/dynamodb/types.ts';
import { keyOf, n, s } from './contract/world.ts';

/** A write as on the wire. */
export type Call = readonly [action: string, input: Record<string, unknown>];

const TableName = 'Contract';
const number = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map(String),
  fc.constantFrom('0.1', '1e3', '-2.50', '9'.repeat(38), '1e125', '-0', '00.10'),
);
const text = fc.constantFrom('', 'x', 'y', 'xy', '😀');
const group = fc.constantFrom('x', 'y', 'xy', '😀');
const tags = fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 3 });
const leaf: fc.Arbitrary<AttributeValue> = fc.oneof(
  number.map((digits) => n(digits)),
  text.map((letters) => s(letters)),
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true }),
  tags.map((SS) => ({ SS })),
  fc.uniqueArray(number, { minLength: 1, maxLength: 2 }).map((NS) => ({ NS })),
);
const list = fc.array(leaf, { maxLength: 3 }).map((L): AttributeValue => ({ L }));
const tree = fc.dictionary(fc.constantFrom('p', 'q'), leaf).map((M): AttributeValue => ({ M }));
const anything = fc.oneof({ weight: 2, arbitrary: leaf }, list, tree);

/** Values by placeholder, of the type that the clauses below have in mind. */
const values = fc.record<Item>({
  ':n': fc.integer({ min: -9, max: 9 }).map(n),
  ':s': text.map(s),
  ':g': group.map(s),
  ':l': list,
  ':m': tree,
  ':t': tags.map((SS) => ({ SS })),
  ':any': anything,
});

const key = fc.tuple(fc.constantFrom('1', '2'), fc.constantFrom('a', 'b')).map(([pk, sk]): Item => keyOf(pk, sk));
const item = fc
  .tuple(
    key,
    fc.dictionary(fc.constantFrom('n', 'm', 'misc'), anything, { maxKeys: 1 }),
    fc.subarray(['n', 's', 'l', 'm', 't', 'due', 'squad', 'rank']),
    values,
    number,
  )
  .map(([keys, odd, names, given, digits]): Item => {
    const { ':s': s1 = {}, ':l': l = {}, ':m': m = {}, ':t': t = {}, ':g': g = {} } = given;
    const usual: Item = { n: n(digits), s: s1, l, m, t, due: g, squad: g, rank: n(digits) };
    return { ...Object.fromEntries(names.map((name) => [name, usual[name] ?? {}])), ...odd, ...keys };
  });

const path = fc.constantFrom('n', 's', 'l', 'm', 't', 'misc', 'm.p', 'm.q', 'l[0]', 'l[1]', 'l[7]', 'due', '#rank');
const condition = fc.oneof(
  fc
    .tuple(fc.constantFrom('=', '<>', '<', '<=', '>', '>='), path, fc.constantFrom(':n', ':s', ':any'))
    .map(([operator, at, value]) => `${at} ${operator} ${value}`),
  path.map((at) => `attribute_not_exists(${at})`),
  path.map((at) => `NOT attribute_exists(${at}) OR ${at} <> :any`),
  path.map((at) => `contains(${at}, :s) OR begins_with(due, :g)`),
  path.map((at) => `size(${at}) >= :n AND NOT ${at} IN (:any, due)`),
);

/** Updates that mostly succeed; what they work with is mostly there and of the right type. */
const plain = fc.constantFrom(
  'ADD n :n',
  'SET n = if_not_exists(n, :n) + :n',
  'SET n = n - :n, s = :s',
  'SET s = :s REMOVE misc',
  'SET l = list_append(if_not_exists(l, :l), :l)',
  'SET l = list_append(:l, l), misc = l',
  'SET l[0] = :any, l[9] = :s',
  'SET l[5] = :s, l[2] = :n REMOVE l[0], l[1]',
  'REMOVE l[0], l[2], m.p',
  'SET m = :m, misc = m',
  'SET m.p = :any, m.q = n',
  'SET m.q = :n REMOVE m.p ADD n :n DELETE t :t',
  'ADD t :t',
  'DELETE t :t',
  'SET due = :g',
  'REMOVE due SET squad = :g',
  'SET squad = :g, #rank = :n',
  'REMOVE #rank',
  'SET misc = :any',
);
/** Updates that often make no sense. */
const wild = fc.oneof(
  fc.tuple(path, path).map(([to, from]) => `SET ${to} = ${from} + :n`),
  fc.tuple(path, path).map(([to, from]) => `SET ${to} = ${from}`),
  path.map((at) => `SET ${at} = if_not_exists(${at}, :any)`),
  path.map((at) => `SET ${at} = list_append(${at}, :any)`),
  fc.tuple(path, path).map(([one, other]) => `SET ${one} = :any REMOVE ${other}`),
  path.map((at) => `ADD ${at} :any`),
  path.map((at) => `DELETE ${at} :t`),
);
const clause = fc.oneof({ weight: 5, arbitrary: plain }, wild);
const maybeCondition = fc.option(condition, { nil: undefined, freq: 2 });

/** The expressions with just the placeholders that they use. */
function withPlaceholders(expressions: Record<string, string | undefined>, given: Item): Record<string, unknown> {
  const all = Object.values(expressions).join(' ');
  const used = Object.entries(given).filter(([name]) => new RegExp(`${name}\\b`).test(all));
  return {
    ...Object.fromEntries(Object.entries(expressions).filter(([, expression]) => expression !== undefined)),
    ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
    ...(all.includes('#rank') && { ExpressionAttributeNames: { '#rank': 'rank' } }),
  };
}

const put = fc.tuple(item, maybeCondition, values).map(([Item, ConditionExpression, given]) => ({
  TableName,
  Item,
  ...withPlaceholders({ ConditionExpression }, given),
}));
const update = fc
  .tuple(key, clause, maybeCondition, values)
  .map(([Key, UpdateExpression, ConditionExpression, given]) => ({
    TableName,
    Key,
    ...withPlaceholders({ UpdateExpression, ConditionExpression }, given),
  }));
const remove = fc.tuple(key, maybeCondition, values).map(([Key, ConditionExpression, given]) => ({
  TableName,
  Key,
  ...withPlaceholders({ ConditionExpression }, given),
}));
const transaction = fc
  .array(
    fc.oneof(
      put.map((Put) => ({ Put })),
      update.map((Update) => ({ Update })),
      remove.map((Delete) => ({ Delete })),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((TransactItems): Call => ['TransactWriteItems', { TransactItems }]);

/** Any write to the contract's table, of a handful of items, half of them accepted. */
export const anyWrite: fc.Arbitrary<Call> = fc.oneof(
  { weight: 3, arbitrary: put.map((input): Call => ['PutItem', { ...input, ReturnValues: 'ALL_OLD' }]) },
  { weight: 6, arbitrary: update.map((input): Call => ['UpdateItem', { ...input, ReturnValues: 'UPDATED_NEW' }]) },
  { weight: 1, arbitrary: remove.map((input): Call => ['DeleteItem', { ...input, ReturnValues: 'ALL_OLD' }]) },
  { weight: 2, arbitrary: transaction },
);
