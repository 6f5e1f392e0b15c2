import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

/** The state machines that drive somebody, each in `statemachines/<name>.asl.json`. */
export const machineNames = ['journey', 'nomination', 'work-group'] as const;

/** The machine that tells everybody in a cohort of a change; it drives nobody. */
export const announceMachine = 'announce-change';

export type MachineName = (typeof machineNames)[number] | typeof announceMachine;

export function machineName(settings: Settings, machine: MachineName): string {
  return `throughline-${settings.environment}-${machine}`;
}

/** Composed, not referred to, so that functions and machines can name each other without a cycle. */
export function machineArn(scope: Construct, settings: Settings, machine: MachineName): string {
  return statesArn(scope, 'stateMachine', machineName(settings, machine));
}

/** All executions of a machine. */
export function executionsArn(scope: Construct, settings: Settings, machine: MachineName): string {
  return statesArn(scope, 'execution', `${machineName(settings, machine)}:*`);
}

/** Where a function finds the machines that it starts or asks about. */
export function machineEnvironment(scope: Construct, settings: Settings): Record<string, string> {
  return {
    JOURNEY_MACHINE_ARN: machineArn(scope, settings, 'journey'),
    NOMINATION_MACHINE_ARN: machineArn(scope, settings, 'nomination'),
    WORK_GROUP_MACHINE_ARN: machineArn(scope, settings, 'work-group'),
  };
}

export function announceEnvironment(scope: Construct, settings: Settings): Record<string, string> {
  return { ANNOUNCE_MACHINE_ARN: machineArn(scope, settings, announceMachine) };
}

function statesArn(scope: Construct, resource: string, resourceName: string): string {
  return Arn.format(
    { service: 'states', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME },
    Stack.of(scope),
  );
}
