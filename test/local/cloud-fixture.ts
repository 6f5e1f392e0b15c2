import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { bundleOptions } from '../../infra/bundles.ts';
import { type WrittenStack, writeAssembly } from './template/write-assembly.ts';

type Resources = WrittenStack['Resources'];

/**
 * A small service to try the embedded cloud on, written as CDK would synthesise it: a form writes an item, the table's
 * stream starts an execution and queues a message, the queue's consumer sends a mail, the machine waits for a task token
 * that a second post sends, or for two days; SES's events and a daily schedule come back to functions.
 */
export async function writeSampleAssembly(
  change: (resources: Resources) => Resources = (same) => same,
): Promise<string> {
  const module = await bundleSample();
  const parts = ['site', 'on-record', 'on-message', 'on-event', 'daily', 'note'] as const;
  return writeAssembly(
    { Sample: { Resources: change({ ...stateful, ...events, ...machine, ...site, ...functions(parts) }) } },
    { sample: module },
  );
}

async function bundleSample(): Promise<string> {
  const input = fileURLToPath(new URL('./cloud-sample.ts', import.meta.url));
  return (await build({ ...bundleOptions, input, write: false })).output[0].code;
}

const stateful: Resources = {
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'items',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    },
  },
  DeadLetters: { Type: 'AWS::SQS::Queue', Properties: {} },
  Mails: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      VisibilityTimeout: 60,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] }, maxReceiveCount: 3 },
    },
  },
  Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'throughline.example' } },
  MailSet: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'sample' } },
  MailEvents: {
    Type: 'AWS::SES::ConfigurationSetEventDestination',
    Properties: {
      ConfigurationSetName: { Ref: 'MailSet' },
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['DELIVERY', 'BOUNCE', 'COMPLAINT'],
        EventBridgeDestination: { EventBusArn: arnOf('events', 'event-bus/default') },
      },
    },
  },
};

const events: Resources = {
  MailRule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['aws.ses'], 'detail-type': ['Email Delivered', 'Email Bounced'] },
      Targets: [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['OnEvent', 'Arn'] } }],
    },
  },
  EndRule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['aws.states'], detail: { status: ['SUCCEEDED', 'FAILED'] } },
      Targets: [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['OnEvent', 'Arn'] } }],
    },
  },
  DailyRule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'cron(0 7 * * ? *)',
      Targets: [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['Daily', 'Arn'] } }],
    },
  },
  ...invokePermission('MailRule', 'OnEvent'),
  ...invokePermission('EndRule', 'OnEvent'),
  ...invokePermission('DailyRule', 'Daily'),
  RecordMapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: { Ref: 'OnRecord' },
      EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      StartingPosition: 'TRIM_HORIZON',
      FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"to":{"S":[{"exists":true}]}}}}' }] },
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] } } },
    },
  },
  MessageMapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: { Ref: 'OnMessage' },
      EventSourceArn: { 'Fn::GetAtt': ['Mails', 'Arn'] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  },
};

const waiting = {
  QueryLanguage: 'JSONata',
  StartAt: 'Wait',
  States: {
    Wait: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken',
      TimeoutSeconds: 172_800,
      Arguments: {
        TableName: `\${TableName}`,
        Key: { pk: { S: '{% $states.input.id %}' } },
        UpdateExpression: 'SET waitToken = :token',
        ExpressionAttributeValues: { ':token': { S: '{% $states.context.Task.Token %}' } },
        ReturnValues: 'NONE',
      },
      Assign: { id: '{% $states.input.id %}', outcome: 'answered' },
      Catch: [
        {
          ErrorEquals: ['States.Timeout'],
          Assign: { id: '{% $states.input.id %}', outcome: 'timed out' },
          Next: 'Note',
        },
      ],
      Next: 'Note',
    },
    Note: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: `\${Note}`, Payload: { id: '{% $id %}', outcome: '{% $outcome %}' } },
      End: true,
    },
  },
};

const machine: Resources = {
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      StateMachineName: 'waiting',
      RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
      DefinitionString: JSON.stringify(waiting),
      DefinitionSubstitutions: { TableName: { Ref: 'Table' }, Note: { 'Fn::GetAtt': ['Note', 'Arn'] } },
    },
  },
  MachineRole: roleFor('states.amazonaws.com', [
    allow('dynamodb:UpdateItem', { 'Fn::GetAtt': ['Table', 'Arn'] }),
    allow('lambda:InvokeFunction', { 'Fn::GetAtt': ['Note', 'Arn'] }),
  ]),
};

const site: Resources = {
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'sample', ProtocolType: 'HTTP' } },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
  },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Site', 'Arn'] },
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
  ApiPermission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': ['Site', 'Arn'] },
      Principal: 'apigateway.amazonaws.com',
      SourceArn: { 'Fn::Join': ['', [arnOf('execute-api', ''), { Ref: 'Api' }, '/*/*/{proxy+}']] },
    },
  },
};

type Part = 'site' | 'on-record' | 'on-message' | 'on-event' | 'daily' | 'note';

const grants: Record<Part, unknown[]> = {
  site: [
    allow(['dynamodb:PutItem', 'dynamodb:GetItem'], { 'Fn::GetAtt': ['Table', 'Arn'] }),
    allow('states:SendTaskSuccess', '*'),
  ],
  'on-record': [
    allow(['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'], {
      'Fn::GetAtt': ['Table', 'StreamArn'],
    }),
    allow('dynamodb:ListStreams', '*'),
    allow('sqs:SendMessage', { 'Fn::GetAtt': ['Mails', 'Arn'] }),
    allow('sqs:SendMessage', { 'Fn::GetAtt': ['DeadLetters', 'Arn'] }),
    allow('states:StartExecution', { Ref: 'Machine' }),
  ],
  'on-message': [
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'], {
      'Fn::GetAtt': ['Mails', 'Arn'],
    }),
    allow('ses:SendEmail', [arnOf('ses', 'identity/throughline.example'), arnOf('ses', 'configuration-set/sample')]),
  ],
  'on-event': [allow('dynamodb:PutItem', { 'Fn::GetAtt': ['Table', 'Arn'] })],
  daily: [allow('dynamodb:PutItem', { 'Fn::GetAtt': ['Table', 'Arn'] })],
  note: [allow('dynamodb:UpdateItem', { 'Fn::GetAtt': ['Table', 'Arn'] })],
};

function functions(parts: readonly Part[]): Resources {
  const environment = { TABLE: { Ref: 'Table' }, QUEUE: { Ref: 'Mails' }, MAIL_SET: { Ref: 'MailSet' } };
  return Object.fromEntries(
    parts.flatMap((part) => {
      const id = pascal(part);
      const variables = part === 'on-record' ? { ...environment, MACHINE: { Ref: 'Machine' } } : environment;
      const fn = {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: part,
          Code: { S3Bucket: 'assets', S3Key: 'sample.zip' },
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          Timeout: 10,
          Role: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
          Environment: { Variables: { PART: part, ...variables } },
        },
      };
      return [
        [id, fn],
        [`${id}Role`, roleFor('lambda.amazonaws.com', grants[part])],
      ];
    }),
  );
}

function invokePermission(rule: string, fn: string): Resources {
  return {
    [`${rule}Permission`]: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': [fn, 'Arn'] },
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': [rule, 'Arn'] },
      },
    },
  };
}

function roleFor(service: string, statements: readonly unknown[]) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
      },
      Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  };
}

function allow(actions: string | string[], resources: unknown) {
  return { Effect: 'Allow', Action: actions, Resource: resources };
}

function arnOf(service: string, resource: string): string {
  return `arn:aws:${service}:eu-west-2:000000000000:${resource}`;
}

function pascal(name: string): string {
  return name
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}
