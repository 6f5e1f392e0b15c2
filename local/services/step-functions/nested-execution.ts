import type { Execution, Stimulus } from '../../states-language/execution.ts';
import type { Json, JsonObject } from '../../states-language/json.ts';

/**
 * What the end of a nested execution is to the task that waits for it (`startExecution.sync`, and `.sync:2`, which has
 * its data parsed): the description, or States.TaskFailed with it as the cause (reference cases `start_execution_sync`).
 */
export function nestedOutcome(nested: Execution, id: number, parsed: boolean): Stimulus {
  const description = describeNested(nested, parsed);
  if (nested.status === 'SUCCEEDED') return { type: 'taskSucceeded', id, output: description };
  return { type: 'taskFailed', id, error: 'States.TaskFailed', cause: JSON.stringify(description) };
}

function describeNested(nested: Execution, parsed: boolean): JsonObject {
  const data = (value: Json) => (parsed ? value : JSON.stringify(value));
  const { arn, name, input, output, error, cause, startedAt, stoppedAt, stateMachineArn, status } = nested;
  return {
    ...(cause === undefined ? {} : { Cause: cause }),
    ...(error === undefined ? {} : { Error: error }),
    ExecutionArn: arn,
    Input: data(input),
    InputDetails: { Included: true },
    Name: name,
    ...(output === undefined ? {} : { Output: data(output), OutputDetails: { Included: true } }),
    StartDate: startedAt,
    StateMachineArn: stateMachineArn,
    Status: status,
    StopDate: stoppedAt ?? null,
  };
}
