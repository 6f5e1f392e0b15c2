import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { indexes as tableIndexes } from '../../functions/platform/keys.ts';
import { functionEntries } from '../../infra/functions.ts';
import { environments, settings } from '../../infra/settings.ts';
import { readAssembly } from '../../local/template/assembly.ts';
import { singleTable } from '../../local/world/single-table.ts';
import { synthesised } from '../support/synthesised.ts';

const statement = v.looseObject({
  Effect: v.string(),
  Action: v.union([v.string(), v.array(v.string())]),
  Resource: v.unknown(),
});
const policy = v.looseObject({ PolicyDocument: v.looseObject({ Statement: v.array(statement) }) });

let resources: readonly { Type: string; Properties?: Record<string, unknown> }[] = [];

beforeAll(() => {
  resources = readAssembly(synthesised('production')).stacks.flatMap(({ Resources }) => Object.values(Resources));
});

const ofType = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties = {} }) => Properties);

describe('the synthesised template', () => {
  test('runs every function on Node 24 and ARM64, under a name of its own', () => {
    const functions = ofType('AWS::Lambda::Function');
    expect(functions.map(({ Runtime, Architectures }) => [Runtime, Architectures])).toEqual(
      functions.map(() => ['nodejs24.x', ['arm64']]),
    );
    expect(new Set(functions.map(({ FunctionName }) => FunctionName)).size).toBe(Object.keys(functionEntries).length);
  });

  test('grants no action on everything but the waking of tasks, for which AWS lists no resource', () => {
    const statements = ofType('AWS::IAM::Policy').flatMap((each) => v.parse(policy, each).PolicyDocument.Statement);
    const onEverything = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    const logDelivery = onEverything.filter((action) => action.startsWith('logs:'));
    expect(new Set(onEverything.filter((action) => !logDelivery.includes(action)))).toEqual(
      new Set(['states:SendTaskSuccess']),
    );
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.endsWith(':*'))).toEqual([]);
  });

  test('keeps execution data, in which a task token would be, out of the logs', () => {
    const machines = ofType('AWS::StepFunctions::StateMachine');
    expect(machines.length).toBe(4);
    for (const { LoggingConfiguration } of machines)
      expect(LoggingConfiguration).toMatchObject({ IncludeExecutionData: false });
  });

  test('projects the wait, which holds the task token, into no index', () => {
    const [table] = ofType('AWS::DynamoDB::GlobalTable');
    const indexes = v.parse(
      v.array(v.looseObject({ Projection: v.object({ ProjectionType: v.string() }) })),
      table?.GlobalSecondaryIndexes,
    );
    expect(indexes.map(({ Projection }) => Projection.ProjectionType)).toEqual(
      Object.keys(tableIndexes).map(() => 'KEYS_ONLY'),
    );
  });

  test('makes the table that worlds without a template make for themselves', () => {
    const [table = {}] = ofType('AWS::DynamoDB::GlobalTable');
    const own = singleTable('Table');
    expect(table).toMatchObject({
      KeySchema: own.keySchema,
      GlobalSecondaryIndexes: own.globalSecondaryIndexes,
      StreamSpecification: { StreamViewType: own.streamViewType },
      TimeToLiveSpecification: { AttributeName: own.ttlAttribute, Enabled: true },
    });
    expect(table.AttributeDefinitions).toHaveLength(own.attributeDefinitions.length);
    expect(table.AttributeDefinitions).toEqual(expect.arrayContaining(own.attributeDefinitions));
  });

  test('gives every queue consumer a dead-letter queue, and every mapping partial batch failures', () => {
    const mappings = ofType('AWS::Lambda::EventSourceMapping');
    expect(mappings.map(({ FunctionResponseTypes }) => FunctionResponseTypes)).toEqual(
      mappings.map(() => ['ReportBatchItemFailures']),
    );
    const lanes = ofType('AWS::SQS::Queue').filter(({ VisibilityTimeout }) => VisibilityTimeout !== undefined);
    for (const lane of lanes) expect(lane.RedrivePolicy).toMatchObject({ maxReceiveCount: 5 });
  });
});

test('settings whose lanes would use more than the account allows are refused', () => {
  const greedy = { ...environments.production, mailRates: { urgent: 4, routine: 10, accountPerSecond: 14 } };
  expect(v.safeParse(settings, greedy).success).toBe(false);
});
