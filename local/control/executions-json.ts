import type { ListedExecution } from './control-ports.ts';
import { toIso } from './moments.ts';

/** Executions as ListExecutions has them (times as ISO text), with the state that each is in. */
export function executionsJson(executions: readonly ListedExecution[]) {
  return executions.map(({ startDate, stopDate, ...rest }) => ({
    ...rest,
    startDate: toIso(startDate),
    ...(stopDate !== undefined && { stopDate: toIso(stopDate) }),
  }));
}

/** Of the executions, those with a status and of a machine (its name, the last part of its name, or its ARN). */
export function selectExecutions(
  executions: readonly ListedExecution[],
  by: { readonly status?: string | undefined; readonly machine?: string | undefined },
): ListedExecution[] {
  const { status, machine } = by;
  return executions
    .filter((execution) => status === undefined || execution.status === status)
    .filter(({ stateMachineArn }) => machine === undefined || isMachine(stateMachineArn, machine));
}

function isMachine(arn: string, machine: string): boolean {
  const name = arn.split(':').at(-1) ?? '';
  return arn === machine || name === machine || name.endsWith(`-${machine}`);
}
