import { Stack, TimeZone } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { acknowledge, versionsOf } from './acknowledge.ts';
import { keepFailures } from './event-rule.ts';
import { WorkflowFunction, type WorkflowParts } from './workflow-function.ts';

/** Who runs a cohort reads of it in the morning, on the wall clock: the lead on Mondays, the admins on working days. */
export class Digests extends Construct {
  constructor(scope: Construct, id: string, parts: WorkflowParts) {
    super(scope, id);
    const { lanes } = parts;
    const fn = new WorkflowFunction(this, parts, {
      name: 'enter-digests',
      description: 'Enters the digests of cohorts that have something to say in the ledger, and queues them.',
      table: { read: true, readMany: true, write: ['PutItem'] },
      environment: lanes.environment(),
    });
    lanes.routine.grantSendMessages(fn);
    keepFailures(fn, lanes.deadLetters);
    const every = (rhythm: 'week' | 'day', expression: { weekDay: string; hour: string }) =>
      new Schedule(this, rhythm === 'week' ? 'EveryWeek' : 'EveryDay', {
        description: `The digests of the ${rhythm}`,
        schedule: ScheduleExpression.cron({ minute: '0', ...expression, timeZone: TimeZone.EUROPE_LONDON }),
        target: new LambdaInvoke(fn, {
          input: ScheduleTargetInput.fromObject({ every: rhythm }),
          deadLetterQueue: lanes.deadLetters,
        }),
      });
    every('week', { weekDay: 'MON', hour: '7' });
    every('day', { weekDay: 'MON-FRI', hour: '8' });
    // The scheduler's role is made beside this construct.
    acknowledge(Stack.of(this), {
      [versionsOf(fn)]: 'The versions of one function, as CDK grants it to the scheduler.',
    });
  }
}
