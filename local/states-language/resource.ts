/** What a Task calls, read from its `Resource`. */
export interface Resource {
  readonly arn: string;
  /** `function` is a Lambda function's own ARN; `optimised` is `arn:aws:states:::lambda:invoke` and its like. */
  readonly kind: 'function' | 'optimised' | 'sdk';
  /** `lambda`, `dynamodb`, `sfn`, …, as written. */
  readonly service: string;
  /** `invoke`, `updateItem`, … */
  readonly action: string;
  readonly pattern: 'response' | 'token' | 'sync' | 'sync2';
  /** As `taskScheduledEventDetails` tells them: `sendMessage.waitForTaskToken` of `sqs`, `putItem` of `aws-sdk:dynamodb`. */
  readonly eventResource: string;
  readonly eventType: string;
}

/** The optimised integrations that are supported, and how each may wait. */
const optimised: Readonly<Record<string, readonly string[]>> = {
  'lambda:invoke': ['', '.waitForTaskToken'],
  'sqs:sendMessage': ['', '.waitForTaskToken'],
  'events:putEvents': ['', '.waitForTaskToken'],
  'states:startExecution': ['', '.waitForTaskToken', '.sync', '.sync:2'],
  'dynamodb:getItem': [''],
  'dynamodb:putItem': [''],
  'dynamodb:updateItem': [''],
  'dynamodb:deleteItem': [''],
};

const patterns: Readonly<Record<string, Resource['pattern']>> = {
  '': 'response',
  '.waitForTaskToken': 'token',
  '.sync': 'sync',
  '.sync:2': 'sync2',
};

const functionArn = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/;
const integrationArn =
  /^arn:aws[a-z-]*:states:[a-z0-9-]*:\d*:(aws-sdk:)?([a-z0-9]+):(\w+)(\.waitForTaskToken|\.sync(?::2)?)?$/;

/** Reads a Resource; undefined is one that isn't supported here. */
export function readResource(arn: string): Resource | undefined {
  if (functionArn.test(arn)) return functionResource(arn);
  const [, sdk, service = '', action = '', wait = ''] = integrationArn.exec(arn) ?? [];
  const pattern = patterns[wait];
  if (!service || !pattern) return undefined;
  if (sdk) return sdkResource(arn, service, action, pattern);
  if (!optimised[`${service}:${action}`]?.includes(wait)) return undefined;
  return { arn, kind: 'optimised', service, action, pattern, eventResource: `${action}${wait}`, eventType: service };
}

function functionResource(arn: string): Resource {
  return {
    arn,
    kind: 'function',
    service: 'lambda',
    action: 'invoke',
    pattern: 'response',
    eventResource: arn,
    eventType: 'lambda',
  };
}

function sdkResource(arn: string, service: string, action: string, pattern: Resource['pattern']): Resource | undefined {
  if (pattern === 'sync' || pattern === 'sync2') return undefined;
  const eventResource = pattern === 'token' ? `${action}.waitForTaskToken` : action;
  return { arn, kind: 'sdk', service, action, pattern, eventResource, eventType: `aws-sdk:${service}` };
}
