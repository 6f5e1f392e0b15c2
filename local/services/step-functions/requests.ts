import * as z from 'zod';
import { ServiceError } from '../service.ts';

const arn = z.string().min(1).max(256);
const executionRef = { executionArn: arn };
const page = { maxResults: z.int().min(0).max(1000).optional(), nextToken: z.string().optional() };
const status = z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);
const error = z.string().max(256).optional();
const cause = z.string().max(32_768).optional();
const token = z.string().min(1).max(2048);

/** The requests that are served, each with the fields that it may have; any other field is refused. */
const requests = {
  StartExecution: z.strictObject({ stateMachineArn: arn, name: z.string().optional(), input: z.string().optional() }),
  DescribeExecution: z.strictObject({
    ...executionRef,
    includedData: z.enum(['ALL_DATA', 'METADATA_ONLY']).optional(),
  }),
  ListExecutions: z.strictObject({ stateMachineArn: arn, statusFilter: status.optional(), ...page }),
  GetExecutionHistory: z.strictObject({
    ...executionRef,
    ...page,
    reverseOrder: z.boolean().optional(),
    includeExecutionData: z.boolean().optional(),
  }),
  StopExecution: z.strictObject({ ...executionRef, error, cause }),
  RedriveExecution: z.strictObject({ ...executionRef, clientToken: z.string().optional() }),
  DescribeStateMachine: z.strictObject({ stateMachineArn: arn }),
  ListStateMachines: z.strictObject(page),
  SendTaskSuccess: z.strictObject({ taskToken: token, output: z.string() }),
  SendTaskFailure: z.strictObject({ taskToken: token, error, cause }),
  SendTaskHeartbeat: z.strictObject({ taskToken: token }),
  TestState: z.strictObject({
    definition: z.string(),
    roleArn: z.string().optional(),
    input: z.string().optional(),
    inspectionLevel: z.enum(['INFO', 'DEBUG', 'TRACE']).optional(),
    revealSecrets: z.boolean().optional(),
    variables: z.string().optional(),
    stateName: z.string().optional(),
    context: z.string().optional(),
    mock: z
      .strictObject({
        result: z.string().optional(),
        errorOutput: z.strictObject({ error, cause }).optional(),
        fieldValidationMode: z.enum(['STRICT', 'PRESENT', 'NONE']).optional(),
      })
      .optional(),
    stateConfiguration: z
      .strictObject({
        retrierRetryCount: z.int().min(0).optional(),
        errorCausedByState: z.string().optional(),
        mapIterationFailureCount: z.int().min(0).optional(),
        mapItemReaderData: z.string().optional(),
      })
      .optional(),
  }),
} as const;

export type ActionName = keyof typeof requests;
export type Request<A extends ActionName> = z.infer<(typeof requests)[A]>;

export function isAction(action: string): action is ActionName {
  return Object.hasOwn(requests, action);
}

/** The request, or a ValidationException that names each field that is wrong or unknown. */
export function parseRequest<A extends ActionName>(action: A, input: Record<string, unknown>): Request<A> {
  const parsed = requests[action].safeParse(input);
  if (parsed.success) return parsed.data as Request<A>;
  const problems = parsed.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  throw new ServiceError('ValidationException', `${action}: ${problems.join('; ')}`);
}
