import type { Figures } from '../../local/rehearsal/tally.ts';

/** A limit of AWS in London (eu-west-2), what of a rehearsal comes up against it, and what is done about it. */
export interface Quota {
  readonly name: string;
  readonly limit: number;
  readonly unit: string;
  readonly source: string;
  /** What so many participants need of it at their busiest. */
  readonly need: (figures: Figures) => number;
  /** Whether what is needed grows with the participants. */
  readonly grows: boolean;
  /** What happens where it is not enough. */
  readonly beyond: string;
  readonly moves: string;
}

const stepFunctions = 'https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html';
const dynamo = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html';

/** E-mails a second: what the lanes are set for. AWS names no quota beyond the sandbox's one a second. */
const mailsPerSecond = 14;
/** SES tells of each e-mail's sending and delivery. */
const eventsPerMail = 2;
/** Taken for the time that a function runs; the planner and the mailer are the longest. */
const secondsPerCall = 0.2;

export const quotas: readonly Quota[] = [
  {
    name: 'Step Functions, state transitions',
    limit: 800,
    unit: 'a second',
    source: stepFunctions,
    need: ({ peakTransitionsPerSecond }) => peakTransitionsPerSecond,
    grows: true,
    beyond: 'Transitions are delayed until the bucket fills again: e-mails of that moment are planned later.',
    moves: 'Ask for more (5,000 is the default in Ireland), and spread what is due at one minute over several.',
  },
  {
    name: 'Step Functions, SendTask calls',
    limit: 300,
    unit: 'a second',
    source: stepFunctions,
    // A wait that ends is at most one call in four transitions: plan, act, wait and the choice between.
    need: ({ peakTransitionsPerSecond }) => peakTransitionsPerSecond / 4,
    grows: true,
    beyond: 'The waker’s calls are throttled, retried from the stream, then by the sweep.',
    moves: 'Ask for more; timers need no call, so only changes to a whole cohort come near it.',
  },
  {
    name: 'Step Functions, open executions',
    limit: 1_000_000,
    unit: 'at once',
    source: stepFunctions,
    need: ({ peakOpenExecutions }) => peakOpenExecutions,
    grows: true,
    beyond: 'StartExecution is refused: whoever is nominated next waits for the sweep to start their leg.',
    moves: 'Ask for more (AWS says millions), or an account for each part of the country.',
  },
  {
    name: 'Step Functions, events of one execution',
    limit: 25_000,
    unit: 'events',
    source: stepFunctions,
    need: ({ maxHistoryEvents }) => maxHistoryEvents,
    grows: false,
    beyond: 'The execution fails; the next leg is started from the table.',
    moves: 'Shorter legs: they hand over after 300 days or 2,000 turns as it is.',
  },
  {
    name: 'DynamoDB, writes to the table',
    limit: 40_000,
    unit: 'units a second',
    source: dynamo,
    need: ({ peakWriteUnitsPerSecond }) => peakWriteUnitsPerSecond,
    grows: true,
    beyond: 'Writes are throttled and retried.',
    moves: 'Ask for more.',
  },
  {
    name: 'DynamoDB, writes to a table that was never warm',
    limit: 4_000,
    unit: 'units a second',
    source: 'https://repost.aws/knowledge-center/on-demand-table-throttling-dynamodb',
    need: ({ peakWriteUnitsPerSecond }) => peakWriteUnitsPerSecond,
    grows: true,
    beyond: 'The first large moment is throttled for minutes, while the table splits.',
    moves: 'Warm the table before a large cohort opens (its warm throughput is a setting).',
  },
  {
    name: 'Lambda, concurrent executions',
    limit: 1_000,
    unit: 'at once',
    source: 'https://serverlessland.com/content/service/lambda/guides/aws-lambda-operator-guide/scaling-concurrency',
    need: ({ peakTransitionsPerSecond }) => (peakTransitionsPerSecond / 2) * secondsPerCall,
    grows: true,
    beyond: 'Invocations are throttled; the machines retry them by name.',
    moves: 'Ask for more. The transitions’ quota holds it down before.',
  },
  {
    name: 'SES, e-mails of the busiest minute',
    limit: mailsPerSecond * 60,
    unit: 'a minute',
    source:
      'https://docs.aws.amazon.com/ses/latest/dg/quotas.html (varies by account; 14 a second is this project’s setting)',
    need: ({ peakPromptsPerMinute }) => peakPromptsPerMinute,
    grows: true,
    beyond: 'A backlog in the routine lane, in order, none lost; links and receipts have a lane of their own.',
    moves: 'Ask for a higher rate and raise the lanes’ settings with it.',
  },
  {
    name: 'EventBridge, events that reach a target',
    limit: 2_250,
    unit: 'a second',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html',
    need: () => mailsPerSecond * eventsPerMail,
    grows: false,
    beyond: 'Delivery events arrive later.',
    moves: 'Nothing: SES’s rate holds it down.',
  },
];
