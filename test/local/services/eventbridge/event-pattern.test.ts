import { describe, expect, it } from 'vitest';
import { compileAnyPattern, compileEventPattern } from '../../../../local/services/eventbridge/event-pattern.ts';
import { InvalidEventPattern } from '../../../../local/services/eventbridge/value-matchers.ts';

const event = {
  source: 'aws.ses',
  'detail-type': 'Email Bounced',
  resources: ['arn:a', 'arn:b'],
  detail: {
    status: 'FAILED',
    count: 3,
    ratio: 0.5,
    empty: '',
    nothing: null,
    yes: true,
    ip: '10.0.0.7',
    path: 'a/b*c',
    bounce: { bounceType: 'Permanent' },
    people: [{ role: 'head' }, { role: 'nominee' }],
    none: [],
  },
};

type Pattern = Record<string, unknown>;
const inDetail = (detail: Pattern): Pattern => ({ detail });

/** From EventBridge's user guide, "Event patterns" and "Comparison operators". */
const cases: ReadonlyArray<[name: string, matches: boolean, pattern: Pattern]> = [
  ['a value', true, { source: ['aws.ses'] }],
  ['another value', false, { source: ['aws.states'] }],
  ['any of several values', true, { source: ['aws.states', 'aws.ses'] }],
  ['all fields must match', false, { source: ['aws.ses'], 'detail-type': ['Email Sent'] }],
  ['a nested field', true, inDetail({ bounce: { bounceType: ['Permanent'] } })],
  ['any element of an array', true, { resources: ['arn:b'] }],
  ['any object of an array', true, inDetail({ people: { role: ['nominee'] } })],
  ['no object of an array', false, inDetail({ people: { role: ['lead'] } })],
  ['a number', true, inDetail({ count: [3] })],
  ['a number is no text', false, inDetail({ count: ['3'] })],
  ['null', true, inDetail({ nothing: [null] })],
  ['true', true, inDetail({ yes: [true] })],
  ['the empty text', true, inDetail({ empty: [''] })],
  ['a field that is not there', false, inDetail({ gone: ['x'] })],
  ['exists', true, inDetail({ status: [{ exists: true }] })],
  ['exists on what is not there', false, inDetail({ gone: [{ exists: true }] })],
  ['exists only on a leaf', false, inDetail({ bounce: [{ exists: true }] })],
  ['exists false', true, inDetail({ gone: [{ exists: false }] })],
  ['exists false on what is there', false, inDetail({ status: [{ exists: false }] })],
  ['exists false under what is not there', true, inDetail({ gone: { deeper: [{ exists: false }] } })],
  ['prefix', true, inDetail({ status: [{ prefix: 'FAIL' }] })],
  ['prefix regards case', false, inDetail({ status: [{ prefix: 'fail' }] })],
  ['prefix without regard to case', true, inDetail({ status: [{ prefix: { 'equals-ignore-case': 'fail' } }] })],
  ['suffix', true, inDetail({ status: [{ suffix: 'LED' }] })],
  ['equals-ignore-case', true, inDetail({ status: [{ 'equals-ignore-case': 'failed' }] })],
  ['anything-but', false, inDetail({ status: [{ 'anything-but': 'FAILED' }] })],
  ['anything-but a list', true, inDetail({ status: [{ 'anything-but': ['SUCCEEDED', 'RUNNING'] }] })],
  ['anything-but a prefix', false, inDetail({ status: [{ 'anything-but': { prefix: 'FA' } }] })],
  ['anything-but asks of a field that is there', false, inDetail({ gone: [{ 'anything-but': 'x' }] })],
  ['numeric', true, inDetail({ count: [{ numeric: ['>', 2, '<=', 3] }] })],
  ['numeric out of range', false, inDetail({ ratio: [{ numeric: ['>=', 1] }] })],
  ['numeric of a text', false, inDetail({ status: [{ numeric: ['>', 0] }] })],
  ['cidr', true, inDetail({ ip: [{ cidr: '10.0.0.0/24' }] })],
  ['cidr of another network', false, inDetail({ ip: [{ cidr: '10.0.1.0/24' }] })],
  ['wildcard', true, inDetail({ status: [{ wildcard: 'F*D' }] })],
  ['wildcard, escaped', true, inDetail({ path: [{ wildcard: 'a/b\\**' }] })],
  ['wildcard, escaped and not there', false, inDetail({ status: [{ wildcard: 'F\\*' }] })],
  ['$or', true, inDetail({ $or: [{ status: ['SUCCEEDED'] }, { count: [3] }] })],
  ['$or of nothing that matches', false, inDetail({ $or: [{ status: ['SUCCEEDED'] }, { count: [4] }] })],
];

describe('an event pattern', () => {
  it.each(cases)('%s: %s', (_, matches, pattern) => {
    expect(compileEventPattern(pattern)(event)).toBe(matches);
  });

  it('filters the records of a table’s stream', () => {
    const passes = compileEventPattern({ dynamodb: { NewImage: { wakeDue: { S: [{ exists: true }] } } } });
    expect(passes({ dynamodb: { NewImage: { pk: { S: 'a' }, wakeDue: { S: '2026' } } } })).toBe(true);
    expect(passes({ dynamodb: { NewImage: { pk: { S: 'a' } } } })).toBe(false);
    expect(passes({ dynamodb: { Keys: { pk: { S: 'a' } } } })).toBe(false);
  });

  it('lets through what any of several patterns matches, and everything without a pattern', () => {
    const passes = compileAnyPattern([{ source: ['a'] }, { source: ['b'] }]);
    expect([passes({ source: 'b' }), passes({ source: 'c' })]).toEqual([true, false]);
    expect(compileAnyPattern([])({})).toBe(true);
  });

  it.each<[string, Pattern, string]>([
    ['an unknown operator', { a: [{ regex: 'x' }] }, 'regex'],
    ['a bare value', { a: 'x' }, 'a must hold a list'],
    ['an empty list', { a: { b: [] } }, 'a.b has no values'],
    ['an empty pattern', {}, 'is empty'],
    ['two operators in one', { a: [{ prefix: 'x', suffix: 'y' }] }, 'no operator'],
    ['numeric without a number', { a: [{ numeric: ['>', 'x'] }] }, 'numeric'],
    ['a wrong range', { a: [{ cidr: 'home/8' }] }, 'home/8'],
  ])('that holds %s is refused by name', (_, pattern, named) => {
    expect(() => compileEventPattern(pattern)).toThrow(InvalidEventPattern);
    expect(() => compileEventPattern(pattern)).toThrow(named);
  });
});
