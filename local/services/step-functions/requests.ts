import * as v from 'valibot';
import { problemsOf } from '../action-table.ts';
import { ServiceError } from '../service.ts';

const arn = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const executionRef = { executionArn: arn };
const page = {
  maxResults: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000))),
  nextToken: v.optional(v.string()),
};
const status = v.picklist(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);
const error = v.optional(v.pipe(v.string(), v.maxLength(256)));
const cause = v.optional(v.pipe(v.string(), v.maxLength(32_768)));
const token = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));

/** The requests that are served, each with the fields that it may have; any other field is refused. */
const requests = {
  StartExecution: v.strictObject({ stateMachineArn: arn, name: v.optional(v.string()), input: v.optional(v.string()) }),
  DescribeExecution: v.strictObject({
    ...executionRef,
    includedData: v.optional(v.picklist(['ALL_DATA', 'METADATA_ONLY'])),
  }),
  ListExecutions: v.strictObject({ stateMachineArn: arn, statusFilter: v.optional(status), ...page }),
  GetExecutionHistory: v.strictObject({
    ...executionRef,
    ...page,
    reverseOrder: v.optional(v.boolean()),
    includeExecutionData: v.optional(v.boolean()),
  }),
  StopExecution: v.strictObject({ ...executionRef, error, cause }),
  RedriveExecution: v.strictObject({ ...executionRef, clientToken: v.optional(v.string()) }),
  DescribeStateMachine: v.strictObject({ stateMachineArn: arn }),
  ListStateMachines: v.strictObject(page),
  SendTaskSuccess: v.strictObject({ taskToken: token, output: v.string() }),
  SendTaskFailure: v.strictObject({ taskToken: token, error, cause }),
  SendTaskHeartbeat: v.strictObject({ taskToken: token }),
  TestState: v.strictObject({
    definition: v.string(),
    roleArn: v.optional(v.string()),
    input: v.optional(v.string()),
    inspectionLevel: v.optional(v.picklist(['INFO', 'DEBUG', 'TRACE'])),
    revealSecrets: v.optional(v.boolean()),
    variables: v.optional(v.string()),
    stateName: v.optional(v.string()),
    context: v.optional(v.string()),
    mock: v.optional(
      v.strictObject({
        result: v.optional(v.string()),
        errorOutput: v.optional(v.strictObject({ error, cause })),
        fieldValidationMode: v.optional(v.picklist(['STRICT', 'PRESENT', 'NONE'])),
      }),
    ),
    stateConfiguration: v.optional(
      v.strictObject({
        retrierRetryCount: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
        errorCausedByState: v.optional(v.string()),
        mapIterationFailureCount: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
        mapItemReaderData: v.optional(v.string()),
      }),
    ),
  }),
} as const;

export type ActionName = keyof typeof requests;
export type Request<A extends ActionName> = v.InferOutput<(typeof requests)[A]>;

export function isAction(action: string): action is ActionName {
  return Object.hasOwn(requests, action);
}

/** The request, or a ValidationException that names each field that is wrong or unknown. */
export function parseRequest<A extends ActionName>(action: A, input: Record<string, unknown>): Request<A> {
  const parsed = v.safeParse(requests[action], input);
  if (parsed.success) return parsed.output as Request<A>;
  throw new ServiceError('ValidationException', `${action}: ${problemsOf(parsed.issues)}`);
}
