import { describe, expect, it } from 'vitest';
import type { Assembly, StackTemplate } from '../../../local/template/assembly.ts';
import { Resolver } from '../../../local/template/intrinsics.ts';
import { place } from './place.ts';

function stackOf(parts: Partial<StackTemplate>): StackTemplate {
  return { name: 'One', Resources: {}, Outputs: {}, Conditions: {}, Parameters: {}, ...parts };
}

function resolve(value: unknown, parts: Partial<StackTemplate> = {}, others: StackTemplate[] = []): unknown {
  const stack = stackOf(parts);
  const assembly: Assembly = { folder: '', stacks: [stack, ...others], assets: new Map() };
  return new Resolver(assembly, place).resolve(stack, value);
}

const table = { Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'people' } } };

describe('intrinsics', () => {
  it('joins pseudo parameters and references into an ARN', () => {
    const value = {
      'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 's', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }]],
    };
    expect(resolve(value)).toBe('arn:aws:s:eu-west-2:000000000000');
  });

  it('gives a table by name and its stream by an ARN of its own', () => {
    expect(resolve({ Ref: 'Table' }, { Resources: table })).toBe('people');
    expect(resolve({ 'Fn::GetAtt': ['Table', 'StreamArn'] }, { Resources: table })).toMatch(
      /^arn:aws:dynamodb:eu-west-2:000000000000:table\/people\/stream\/.+/,
    );
  });

  it('takes an attribute that is written with a dot', () => {
    expect(resolve({ 'Fn::GetAtt': 'Table.Arn' }, { Resources: table })).toBe(
      'arn:aws:dynamodb:eu-west-2:000000000000:table/people',
    );
  });

  it('gives a queue as an address on loopback', () => {
    const Resources = { Queue: { Type: 'AWS::SQS::Queue', Properties: {} } };
    expect(resolve({ Ref: 'Queue' }, { Resources })).toBe('http://127.0.0.1:4401/000000000000/One-Queue');
  });

  it('substitutes references, attributes and given variables, and leaves a literal alone', () => {
    const value = { 'Fn::Sub': [`\${Table} \${Table.Arn} \${Mine} \${!Kept}`, { Mine: 'x' }] };
    expect(resolve(value, { Resources: table })).toBe(
      `people arn:aws:dynamodb:eu-west-2:000000000000:table/people x \${Kept}`,
    );
  });

  it('selects from a split text', () => {
    expect(resolve({ 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] })).toBe('b');
  });

  it('leaves out what has no value', () => {
    expect(resolve({ a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] })).toEqual({ b: [1] });
  });

  it('reads what another stack exports or puts out', () => {
    const other = stackOf({
      name: 'Other',
      Resources: table,
      Outputs: { Out: { Value: { Ref: 'Table' }, Export: { Name: 'Other:Table' } } },
    });
    expect(resolve({ 'Fn::ImportValue': 'Other:Table' }, {}, [other])).toBe('people');
    expect(resolve({ 'Fn::GetStackOutput': { StackName: 'Other', OutputName: 'Out' } }, {}, [other])).toBe('people');
  });

  it('decides by conditions', () => {
    const Conditions = { Live: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }] } };
    expect(resolve({ 'Fn::If': ['Live', 'yes', 'no'] }, { Conditions })).toBe('yes');
  });

  it.each([
    [{ 'Fn::Cidr': ['10.0.0.0/16', 1, 8] }, /Fn::Cidr/],
    [{ 'Fn::GetAtt': ['Table', 'Colour'] }, /Colour of AWS::DynamoDB::Table/],
    [{ Ref: 'Nobody' }, /Nobody/],
    [{ Ref: 'AWS::StackId' }, /AWS::StackId/],
    [{ 'Fn::ImportValue': 'Nowhere' }, /Nowhere/],
    [{ 'Fn::Select': [3, ['a']] }, /Fn::Select/],
  ])('refuses %j by name', (value, message) => {
    expect(() => resolve(value, { Resources: table })).toThrow(message);
  });

  it('refuses names that are made of one another', () => {
    const Resources = {
      A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'B' } } },
      B: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'A' } } },
    };
    expect(() => resolve({ Ref: 'A' }, { Resources })).toThrow(/circle/);
  });
});
