import { createHash } from 'node:crypto';
import { streamArnOf } from '../services/dynamodb/table-definition.ts';
import { TemplateError } from './template-error.ts';

/** Where the embedded cloud is reached, and the pseudo parameters that ARNs are made of. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** The endpoint of the SDK's calls, `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly sdkUrl: string;
  /** The site: what an HTTP API's endpoint is here. */
  readonly siteUrl: string;
  /** The sign-in provider's issuer. */
  readonly issuerUrl: string;
}

export const account = '000000000000';
export const region = 'eu-west-2';

interface Named {
  readonly name: string;
  readonly place: Place;
  /** Reads another property of the same resource, resolved. */
  readonly property: (name: string) => unknown;
}

interface Kind {
  /** The property that names such a resource, when the template gives it one. */
  readonly nameProperty?: string;
  readonly ref: (named: Named) => string;
  readonly attributes: Readonly<Record<string, (named: Named) => string>>;
}

/**
 * What `Ref` and `Fn::GetAtt` give for each type, as in CloudFormation's reference, with our own names and addresses.
 * A queue's `Ref` is a loopback URL: the SDK sends to the URL's host, whatever endpoint is set.
 */
const kinds: Readonly<Record<string, Kind>> = {
  'AWS::DynamoDB::Table': tableKind(),
  'AWS::DynamoDB::GlobalTable': tableKind(),
  'AWS::Lambda::Function': arnKind('lambda', 'function:', { nameProperty: 'FunctionName' }),
  'AWS::Lambda::EventSourceMapping': plainKind(),
  'AWS::Lambda::EventInvokeConfig': plainKind(),
  'AWS::Lambda::Permission': plainKind(),
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    ref: arn('states', 'stateMachine:'),
    attributes: { Arn: arn('states', 'stateMachine:'), Name: nameOf },
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    ref: queueUrl,
    attributes: { Arn: arn('sqs', ''), QueueName: nameOf, QueueUrl: queueUrl },
  },
  'AWS::SQS::QueuePolicy': plainKind(),
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    ref: nameOf,
    attributes: { Arn: globalArn('iam', 'role/'), RoleId: (named) => `AROA${digest(named.name, 16).toUpperCase()}` },
  },
  'AWS::IAM::Policy': plainKind('PolicyName'),
  'AWS::IAM::ManagedPolicy': { nameProperty: 'ManagedPolicyName', ref: globalArn('iam', 'policy/'), attributes: {} },
  'AWS::Events::Rule': { nameProperty: 'Name', ref: nameOf, attributes: { Arn: ruleArn } },
  'AWS::Events::EventBus': arnKind('events', 'event-bus/', { nameProperty: 'Name', name: true }),
  'AWS::Scheduler::Schedule': { nameProperty: 'Name', ref: nameOf, attributes: { Arn: scheduleArn } },
  'AWS::Scheduler::ScheduleGroup': arnKind('scheduler', 'schedule-group/', { nameProperty: 'Name' }),
  'AWS::ApiGatewayV2::Api': { ref: shortId, attributes: { ApiId: shortId, ApiEndpoint: ({ place }) => place.siteUrl } },
  'AWS::ApiGatewayV2::Integration': { ref: shortId, attributes: {} },
  'AWS::ApiGatewayV2::Route': { ref: shortId, attributes: {} },
  'AWS::ApiGatewayV2::Stage': plainKind('StageName'),
  'AWS::SecretsManager::Secret': { nameProperty: 'Name', ref: secretArn, attributes: { Id: secretArn } },
  'AWS::SES::EmailIdentity': plainKind('EmailIdentity'),
  'AWS::SES::ConfigurationSet': plainKind('Name'),
  'AWS::SES::ConfigurationSetEventDestination': plainKind(),
  'AWS::Cognito::UserPool': {
    ref: userPoolId,
    attributes: {
      Arn: (named) => composeArn(named.place, 'cognito-idp', `userpool/${userPoolId(named)}`),
      ProviderURL: ({ place }) => place.issuerUrl,
      ProviderName: ({ place }) => place.issuerUrl.replace(/^https?:\/\//, ''),
      UserPoolId: userPoolId,
    },
  },
  'AWS::Cognito::UserPoolClient': { ref: clientId, attributes: { ClientId: clientId, ClientSecret: clientSecret } },
  'AWS::Cognito::UserPoolGroup': plainKind('GroupName'),
  'AWS::Cognito::UserPoolDomain': plainKind('Domain'),
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    ref: nameOf,
    attributes: { Arn: (named) => `${arn('logs', 'log-group:')(named)}:*` },
  },
  'AWS::KMS::Key': { ref: nameOf, attributes: { Arn: arn('kms', 'key/'), KeyId: nameOf } },
  'AWS::SNS::Topic': { nameProperty: 'TopicName', ref: arn('sns', ''), attributes: { TopicArn: arn('sns', '') } },
  'AWS::S3::Bucket': { nameProperty: 'BucketName', ref: nameOf, attributes: { Arn: bucketArn } },
  'AWS::CloudFront::Distribution': {
    ref: nameOf,
    attributes: { DomainName: ({ place }) => new URL(place.siteUrl).host },
  },
  'AWS::CloudFront::ResponseHeadersPolicy': plainKind(),
  'AWS::WAFv2::WebACL': { ref: nameOf, attributes: { Arn: globalArn('wafv2', 'global/webacl/') } },
  'AWS::CertificateManager::Certificate': { ref: globalArn('acm', 'certificate/'), attributes: {} },
  'AWS::CloudWatch::Alarm': arnKind('cloudwatch', 'alarm:', { nameProperty: 'AlarmName' }),
};

/** The physical name of a resource: the template's own, or `<stack>-<logical id>`, which stays the same for ever. */
export function nameProperty(type: string): string | undefined {
  return kinds[type]?.nameProperty;
}

/** What `Ref` of a resource gives. */
export function refOf(type: string, named: Named): string {
  const kind = kinds[type];
  if (!kind) throw new TemplateError(`Ref to a resource of type ${type} (${named.name}) is not understood here.`);
  return kind.ref(named);
}

/** What `Fn::GetAtt` of a resource gives. */
export function attributeOf(type: string, attribute: string, named: Named): string {
  const value = kinds[type]?.attributes[attribute];
  if (!value) throw new TemplateError(`Fn::GetAtt ${attribute} of ${type} (${named.name}) is not understood here.`);
  return value(named);
}

export function composeArn(place: Place, service: string, resource: string): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
}

function nameOf(named: Named): string {
  return named.name;
}

function arn(service: string, prefix: string): (named: Named) => string {
  return ({ place, name }) => composeArn(place, service, `${prefix}${name}`);
}

function globalArn(service: string, prefix: string): (named: Named) => string {
  return ({ place, name }) => `arn:${place.partition}:${service}::${place.account}:${prefix}${name}`;
}

function plainKind(property?: string): Kind {
  return { ref: nameOf, attributes: {}, ...(property ? { nameProperty: property } : {}) };
}

function arnKind(service: string, prefix: string, options: { nameProperty: string; name?: boolean }): Kind {
  return {
    nameProperty: options.nameProperty,
    ref: nameOf,
    attributes: { Arn: arn(service, prefix), ...(options.name ? { Name: nameOf } : {}) },
  };
}

function tableKind(): Kind {
  const tableArn = arn('dynamodb', 'table/');
  return {
    nameProperty: 'TableName',
    ref: nameOf,
    attributes: { Arn: tableArn, StreamArn: (named) => streamArnOf(tableArn(named)) },
  };
}

function queueUrl({ place, name }: Named): string {
  return `${place.sdkUrl}/${place.account}/${name}`;
}

function ruleArn(named: Named): string {
  const bus = named.property('EventBusName');
  const ofBus = typeof bus === 'string' && bus !== 'default' ? `${bus.split('/').at(-1)}/` : '';
  return composeArn(named.place, 'events', `rule/${ofBus}${named.name}`);
}

function scheduleArn(named: Named): string {
  const group = named.property('GroupName');
  return composeArn(
    named.place,
    'scheduler',
    `schedule/${typeof group === 'string' ? group : 'default'}/${named.name}`,
  );
}

/** Secrets Manager ends a secret's ARN in six characters of its own. */
function secretArn(named: Named): string {
  return composeArn(named.place, 'secretsmanager', `secret:${named.name}-${digest(named.name, 6)}`);
}

function bucketArn({ place, name }: Named): string {
  return `arn:${place.partition}:s3:::${name}`;
}

function shortId({ name }: Named): string {
  return digest(name, 10);
}

function userPoolId({ place, name }: Named): string {
  return `${place.region}_${digest(name, 9)}`;
}

function clientId({ name }: Named): string {
  return digest(`client ${name}`, 26);
}

/** A sample secret for the sample sign-in on this machine: it protects nothing. */
function clientSecret({ name }: Named): string {
  return digest(`secret ${name}`, 52);
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
