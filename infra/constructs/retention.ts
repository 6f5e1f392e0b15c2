import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { acknowledge, versionsOf } from './acknowledge.ts';
import { keepFailures } from './event-rule.ts';
import { WorkflowFunction, type WorkflowParts } from './workflow-function.ts';

/** Once a month, records that ended longer ago than they are kept: put before an admin, or erased where settings say so. */
export class Retention extends Construct {
  constructor(scope: Construct, id: string, parts: WorkflowParts) {
    super(scope, id);
    const { lanes, settings } = parts;
    const { years, erases } = settings.retention;
    const fn = new WorkflowFunction(this, parts, {
      name: 'run-retention',
      description: 'Finds records whose time is over, for an admin to erase, or erases them where the settings say so.',
      table: {
        read: true,
        readMany: true,
        write: erases ? ['PutItem', 'UpdateItem', 'DeleteItem'] : ['UpdateItem'],
      },
      timeout: Duration.minutes(15),
      environment: { RETENTION_YEARS: String(years), RETENTION_ERASES: erases ? 'yes' : 'no' },
    });
    keepFailures(fn, lanes.deadLetters);
    new Schedule(this, 'EveryMonth', {
      description: 'The retention run, on the first of the month',
      schedule: ScheduleExpression.cron({ minute: '0', hour: '6', day: '1', timeZone: TimeZone.EUROPE_LONDON }),
      target: new LambdaInvoke(fn, { deadLetterQueue: lanes.deadLetters }),
    });
    // The scheduler's role is made beside this construct.
    acknowledge(Stack.of(this), {
      [versionsOf(fn)]: 'The versions of one function, as CDK grants it to the scheduler.',
    });
  }
}
