import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Settings } from '../settings.ts';
import { acknowledge } from './acknowledge.ts';
import { executionsArn, type MachineName, machineArn, machineNames } from './machine-names.ts';

/** Lets a function begin executions of these machines: those that drive somebody, where none are named. */
export function grantStart(
  fn: LambdaFunction,
  settings: Settings,
  machines: readonly MachineName[] = machineNames,
): void {
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['states:StartExecution'],
      resources: machines.map((machine) => machineArn(fn, settings, machine)),
    }),
  );
}

export function grantDescribe(fn: LambdaFunction, settings: Settings, machines: readonly MachineName[]): void {
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['states:DescribeExecution'],
      resources: machines.map((machine) => executionsArn(fn, settings, machine)),
    }),
  );
  acknowledgeExecutions(fn, settings, machines);
}

/** Lets a function read the history of an execution by its name; nobody may list executions. */
export function grantHistory(fn: LambdaFunction, settings: Settings): void {
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['states:GetExecutionHistory'],
      resources: machineNames.map((machine) => executionsArn(fn, settings, machine)),
    }),
  );
  acknowledgeExecutions(fn, settings, machineNames);
}

export function grantStop(fn: LambdaFunction, settings: Settings): void {
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['states:StopExecution'],
      resources: machineNames.map((machine) => executionsArn(fn, settings, machine)),
    }),
  );
  acknowledgeExecutions(fn, settings, machineNames);
}

/** Executions get their names when they begin, so a grant is on all of a machine's. */
function acknowledgeExecutions(fn: LambdaFunction, settings: Settings, machines: readonly MachineName[]): void {
  for (const machine of machines) {
    const resource = executionsArn(fn, settings, machine).replace(/\$\{Token[^}]*\}/g, '<AWS::AccountId>');
    acknowledge(fn, { [`AwsSolutions-IAM5[Resource::${resource}]`]: 'All executions of one machine.' });
  }
}

/** AWS lists no resource for SendTask*, so it is granted on everything. */
export function grantWake(fn: LambdaFunction): void {
  fn.addToRolePolicy(new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: ['*'] }));
  acknowledge(fn, { 'AwsSolutions-IAM5[Resource::*]': 'AWS lists no resource for SendTask*.' });
}
