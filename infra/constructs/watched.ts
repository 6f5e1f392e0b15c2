import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { metricNamespace, type OwnMetric } from '../../functions/platform/metrics.ts';
import { type FunctionName, functionEntries, webFunctions } from '../functions.ts';
import type { Settings } from '../settings.ts';
import { minutes, type Watched } from './alarms.ts';
import { machineArn, machineNames } from './machine-names.ts';
import type { MailLanes } from './mail-lanes.ts';

export interface Watchable {
  readonly settings: Settings;
  readonly lanes: MailLanes;
  readonly table: TableV2;
  readonly api: HttpApi;
}

/** Everything that somebody should be told of. */
export function everythingWatched(of: Watchable): Watched[] {
  return [
    ...executions(of),
    ...ownMetrics(),
    ...queues(of.lanes),
    ...reputation(),
    ...functions(of.settings),
    ...site(of),
  ];
}

const executionTrouble = {
  ExecutionsFailed: 'An execution failed. Its journey goes on with the next leg, but nothing should fail.',
  ExecutionsTimedOut: 'An execution timed out: it ran for a year or met its own limit.',
  ExecutionsAborted: 'Somebody stopped an execution; the next leg begins by itself.',
  ExecutionThrottled: 'Step Functions throttled executions: the account’s quota of transitions is met.',
} as const;

function executions({ settings, lanes }: Watchable): Watched[] {
  return machineNames.flatMap((machine) =>
    Object.entries(executionTrouble).map(([metricName, description]) => ({
      name: `${metricName}-${machine}`,
      description,
      namespace: 'AWS/States',
      metricName,
      dimensions: { StateMachineArn: machineArn(lanes, settings, machine) },
      statistic: 'Sum' as const,
      period: minutes(5),
      atLeast: 1,
    })),
  );
}

const own: Readonly<Record<OwnMetric, Pick<Watched, 'description' | 'atLeast' | 'period'>>> = {
  Parked: {
    description: 'A journey or nomination waits for an admin, who reads why in the console.',
    atLeast: 1,
    period: minutes(15),
  },
  SweepRestarts: {
    description: 'The sweep found executions gone that nobody had told of, and began their next legs.',
    atLeast: 1,
    period: minutes(15),
  },
  SweepFailures: {
    description: 'The sweep could not look at everything that is due.',
    atLeast: 1,
    period: minutes(15),
  },
  OverdueRunning: {
    description: 'An execution runs and its moment passed a quarter of an hour ago.',
    atLeast: 1,
    period: minutes(15),
  },
  PromptsHeld: {
    description: 'Prompts wait for an admin’s word before they are sent.',
    atLeast: 1,
    period: minutes(15),
  },
  MailRefused: {
    description: 'SES refuses the mailer itself: sending is paused, or a grant is missing.',
    atLeast: 1,
    period: minutes(5),
  },
  MailUndelivered: { description: 'More e-mails than usual did not arrive.', atLeast: 10, period: minutes(60) },
};

function ownMetrics(): Watched[] {
  return Object.entries(own).map(([metricName, watched]) => ({
    name: metricName,
    namespace: metricNamespace,
    metricName,
    dimensions: { service: 'throughline' },
    statistic: 'Sum' as const,
    ...watched,
  }));
}

function queues({ deadLetters, urgent, routine }: MailLanes): Watched[] {
  const queue = { namespace: 'AWS/SQS', statistic: 'Maximum' as const, period: minutes(5) };
  return [
    {
      ...queue,
      name: 'DeadLetters',
      description: 'Something could not be handled after every try, and is kept.',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: deadLetters.queueName },
      atLeast: 1,
    },
    {
      ...queue,
      name: 'QueueAge-urgent',
      description: 'A sign-in code or link waits on its queue for longer than anybody would.',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: { QueueName: urgent.queueName },
      atLeast: 300,
    },
    {
      ...queue,
      name: 'QueueAge-routine',
      description: 'Prompts wait for more than an hour: a large cohort takes a quarter of that.',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: { QueueName: routine.queueName },
      atLeast: 3600,
    },
  ];
}

/** SES reviews an account at 5 % bounces or 0.1 % complaints, and may pause it at 10 % or 0.5 %. */
function reputation(): Watched[] {
  const rate = { namespace: 'AWS/SES', statistic: 'Maximum' as const, period: minutes(60) };
  return [
    {
      ...rate,
      name: 'BounceRate',
      description: 'Bounces near the rate at which SES reviews an account (5 %).',
      metricName: 'Reputation.BounceRate',
      atLeast: 0.03,
    },
    {
      ...rate,
      name: 'ComplaintRate',
      description: 'Complaints near the rate at which SES reviews an account (0.1 %).',
      metricName: 'Reputation.ComplaintRate',
      atLeast: 0.0008,
    },
  ];
}

function functions({ environment }: Settings): Watched[] {
  const named = (name: FunctionName) => ({ FunctionName: `throughline-${environment}-${name}` });
  const each = (Object.keys(functionEntries) as FunctionName[]).map((name) => ({
    name: `FunctionErrors-${name}`,
    description: 'A function failed three times within a quarter of an hour, beyond what is tried again.',
    namespace: 'AWS/Lambda',
    metricName: 'Errors',
    dimensions: named(name),
    statistic: 'Sum' as const,
    period: minutes(15),
    atLeast: 3,
  }));
  const waiting = webFunctions.map((name) => ({
    name: `Latency-${name}`,
    description: 'One page in twenty takes longer than three seconds.',
    namespace: 'AWS/Lambda',
    metricName: 'Duration',
    dimensions: named(name),
    statistic: 'p95' as const,
    period: minutes(5),
    atLeast: 3000,
    periods: { of: 3, bad: 2 },
  }));
  const throttled: Watched = {
    name: 'FunctionsThrottled',
    description: 'The account’s concurrency is used up, and functions are refused.',
    namespace: 'AWS/Lambda',
    metricName: 'Throttles',
    statistic: 'Sum',
    period: minutes(5),
    atLeast: 1,
  };
  return [...each, ...waiting, throttled];
}

function site({ api, table }: Watchable): Watched[] {
  return [
    {
      name: 'SiteErrors',
      description: 'Pages answer with errors of ours (5xx).',
      namespace: 'AWS/ApiGateway',
      metricName: '5xx',
      dimensions: { ApiId: api.apiId },
      statistic: 'Sum',
      period: minutes(5),
      atLeast: 5,
    },
    {
      name: 'TableThrottled',
      description: 'DynamoDB throttles writes of the table: one partition is too busy.',
      namespace: 'AWS/DynamoDB',
      metricName: 'WriteThrottleEvents',
      dimensions: { TableName: table.tableName },
      statistic: 'Sum',
      period: minutes(5),
      atLeast: 10,
    },
  ];
}
