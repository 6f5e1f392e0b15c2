import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Settings } from '../settings.ts';
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
}

export function grantStop(fn: LambdaFunction, settings: Settings): void {
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['states:StopExecution'],
      resources: machineNames.map((machine) => executionsArn(fn, settings, machine)),
    }),
  );
}

/** AWS lists no resource for SendTask*, so it is granted on everything. */
export function grantWake(fn: LambdaFunction): void {
  fn.addToRolePolicy(new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: ['*'] }));
}
