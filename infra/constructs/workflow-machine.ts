import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFn } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { acknowledge, versionsOf } from './acknowledge.ts';
import { announceMachine, type MachineName, machineName } from './machine-names.ts';
import { pascal, type WorkflowParts } from './workflow-function.ts';

const definitions = join(import.meta.dirname, '..', '..', 'statemachines');

/** A state machine with its definition file, and the functions that stand in the definition's substitutions. */
export class WorkflowMachine extends StateMachine {
  constructor(
    scope: Construct,
    { settings, stateful: { table } }: WorkflowParts,
    name: MachineName,
    functions: Readonly<Record<string, LambdaFn>>,
  ) {
    super(scope, pascal(`${name}-machine`), {
      stateMachineName: machineName(settings, name),
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(readFileSync(join(definitions, `${name}.asl.json`), 'utf8')),
      definitionSubstitutions: {
        TableName: table.tableName,
        ...Object.fromEntries(Object.entries(functions).map(([substitution, fn]) => [substitution, fn.functionArn])),
      },
      // Without execution data: a wait's task token would be in it.
      logs: {
        destination: new LogGroup(scope, pascal(`${name}-machine-logs`), {
          logGroupName: `/aws/vendedlogs/states/${machineName(settings, name)}`,
          retention: RetentionDays.THREE_MONTHS,
        }),
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
    });
    // CDK grants nothing for a definition given as text.
    for (const fn of Object.values(functions)) this.#grantInvoke(fn);
    if (name !== announceMachine)
      this.addToRolePolicy(
        new PolicyStatement({ actions: ['dynamodb:UpdateItem', 'dynamodb:GetItem'], resources: [table.tableArn] }),
      );
    acknowledge(this, {
      'AwsSolutions-IAM5[Resource::*]': 'Log delivery, which AWS lists no resource for.',
      'AwsSolutions-SF1':
        'The history holds every event; a second copy in the logs would cost more than the execution.',
      'AwsSolutions-SF2': 'A leg runs for up to 300 days, and a trace for minutes; the history shows every step.',
      'Serverless-StepFunctionStateMachineXray': 'As AwsSolutions-SF2.',
    });
  }

  #grantInvoke(fn: LambdaFn): void {
    fn.grantInvoke(this);
    acknowledge(this, { [versionsOf(fn)]: 'The versions of one function, as AWS documents for invoke.' });
  }
}
