import { describe, expect, it } from 'vitest';
import { readAssembly } from '../../../local/template/assembly.ts';
import { readInventory } from '../../../local/template/read-inventory.ts';
import { place } from './place.ts';
import { type WrittenStack, writeAssembly } from './write-assembly.ts';

function read(Resources: WrittenStack['Resources'], modules: Record<string, string> = {}) {
  return readInventory(readAssembly(writeAssembly({ One: { Resources } }, modules)), place);
}

const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    },
  },
};

const fn = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: 'greet',
    Code: { S3Bucket: { 'Fn::Sub': `assets-\${AWS::Region}` }, S3Key: 'greet.zip' },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Environment: { Variables: { QUEUE: { Ref: 'Queue' } } },
    Architectures: ['arm64'],
  },
};

const withFunction = { Role: role, Queue: { Type: 'AWS::SQS::Queue' }, Fn: fn };
const modules = { greet: 'export const handler = () => "hello";' };

describe('the inventory', () => {
  it('finds a function with its code, role, settings and Lambda’s defaults', () => {
    const [greet] = read(withFunction, modules).functions;
    expect(greet).toMatchObject({
      name: 'greet',
      arn: 'arn:aws:lambda:eu-west-2:000000000000:function:greet',
      roleArn: 'arn:aws:iam::000000000000:role/One-Role',
      environment: { QUEUE: 'http://127.0.0.1:4401/000000000000/One-Queue' },
      timeoutSeconds: 3,
    });
    expect(greet?.folder).toMatch(/asset\.greet$/);
  });

  it('gathers inline, attached and managed policies under ids that name them', () => {
    const document = { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }] };
    const { roles } = read({
      Role: {
        ...role,
        Properties: {
          ...role.Properties,
          Policies: [{ PolicyName: 'inline', PolicyDocument: document }],
          ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
        },
      },
      Attached: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: document, Roles: [{ Ref: 'Role' }] } },
    });
    expect(roles[0]?.policies.map(({ id }) => id)).toEqual([
      'One/Role/inline',
      'One/Attached',
      'aws:service-role/AWSLambdaBasicExecutionRole',
    ]);
    expect(roles[0]?.trusts).toEqual(['lambda.amazonaws.com']);
  });

  it('makes the substitutions of a state machine’s text, escaped for JSON', () => {
    const { stateMachines } = read({
      Role: role,
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineName: 'journey',
          RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
          DefinitionString: `{"Comment":"\${Say}"}`,
          DefinitionSubstitutions: { Say: 'a "b"' },
        },
      },
    });
    expect(JSON.parse(stateMachines[0]?.definition ?? '')).toEqual({ Comment: 'a "b"' });
  });

  it('refuses a state machine with a substitution that has no value', () => {
    const machine = {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { RoleArn: 'r', DefinitionString: `\${Missing}` },
    };
    expect(() => read({ Machine: machine })).toThrow(/Missing/);
  });

  it('joins an HTTP API with its routes and integrations', () => {
    const { httpApis } = read(
      {
        ...withFunction,
        Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'site', ProtocolType: 'HTTP' } },
        Stage: {
          Type: 'AWS::ApiGatewayV2::Stage',
          Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
        },
        Integration: {
          Type: 'AWS::ApiGatewayV2::Integration',
          Properties: {
            ApiId: { Ref: 'Api' },
            IntegrationType: 'AWS_PROXY',
            IntegrationUri: { 'Fn::GetAtt': ['Fn', 'Arn'] },
            PayloadFormatVersion: '2.0',
          },
        },
        Route: {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: {
            ApiId: { Ref: 'Api' },
            RouteKey: 'ANY /{proxy+}',
            Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
          },
        },
      },
      modules,
    );
    expect(httpApis).toMatchObject([
      { name: 'site', routes: [{ routeKey: 'ANY /{proxy+}', integration: { functionName: 'greet' } }] },
    ]);
  });

  it('reads the mapping of a stream with its filter, retries and dead letters', () => {
    const { eventSourceMappings } = read(
      {
        ...withFunction,
        Mapping: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            EventSourceArn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/t/stream/x',
            FunctionName: { Ref: 'Fn' },
            StartingPosition: 'TRIM_HORIZON',
            FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
            DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
            MaximumRetryAttempts: 3,
          },
        },
      },
      modules,
    );
    expect(eventSourceMappings).toMatchObject([
      {
        functionName: 'greet',
        batchSize: 100,
        filters: [{ eventName: ['INSERT'] }],
        maximumRetryAttempts: 3,
        onFailureArn: 'arn:aws:sqs:eu-west-2:000000000000:One-Queue',
      },
    ]);
  });

  it('lists what has no effect here with its reason', () => {
    const { withoutEffect } = read({ Logs: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 90 } } });
    expect(withoutEffect).toEqual([
      { path: 'One/Logs', type: 'AWS::Logs::LogGroup', reason: 'logs go to the terminal' },
    ]);
  });

  it('refuses a type of resource that it does not know', () => {
    expect(() => read({ Cluster: { Type: 'AWS::ECS::Cluster' } })).toThrow(/One\/Cluster is of type AWS::ECS::Cluster/);
  });

  it('refuses a property that it does not know, by resource and name', () => {
    const queue = { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } };
    expect(() => read({ Queue: queue })).toThrow(/One\/Queue.*FifoQueue/s);
  });

  it('refuses a secret that would be copied into a setting', () => {
    const leaking = {
      ...fn,
      Properties: { ...fn.Properties, Environment: { Variables: { KEY: '{{resolve:secretsmanager:x}}' } } },
    };
    expect(() => read({ ...withFunction, Fn: leaking }, modules)).toThrow(/setting KEY/);
  });

  it('refuses a managed policy whose text it does not know', () => {
    const admin = {
      ...role,
      Properties: { ...role.Properties, ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
    };
    expect(() => read({ Role: admin })).toThrow(/AdministratorAccess/);
  });

  it('leaves out a resource whose condition does not hold', () => {
    const folder = writeAssembly({
      One: {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Resources: { Queue: { Type: 'AWS::SQS::Queue', Condition: 'Never' } },
      },
    });
    expect(readInventory(readAssembly(folder), place).queues).toEqual([]);
  });
});
