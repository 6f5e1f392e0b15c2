import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { FunctionName } from '../functions.ts';
import type { Settings } from '../settings.ts';
import type { MailLanes } from './mail-lanes.ts';

/** The functions to which events go; what they fail on is kept among the dead letters, and can be sent to them again. */
export const eventFunctions = [
  'note-delivery',
  'note-execution-end',
  'sweep',
  'enter-digests',
  'run-retention',
] as const satisfies readonly FunctionName[];

/** Composed, not referred to: their stack knows the console's nothing. */
export function eventFunctionArns(scope: Construct, settings: Settings): string[] {
  return eventFunctions.map((name) =>
    Arn.format(
      {
        service: 'lambda',
        resource: 'function',
        resourceName: `throughline-${settings.environment}-${name}`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      },
      Stack.of(scope),
    ),
  );
}

/** Lets a function look through the dead letters, send them to where they were given up, and take them away. */
export function grantGivenUp(fn: LambdaFunction, settings: Settings, lanes: MailLanes): void {
  lanes.deadLetters.grant(
    fn,
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
  );
  for (const lane of lanes.both) lane.grant(fn, 'sqs:SendMessage');
  fn.addToRolePolicy(
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: eventFunctionArns(fn, settings) }),
  );
}
