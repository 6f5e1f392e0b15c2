import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Json } from '../states-language/json.ts';

const json = z.json() as z.ZodType<Json>;
const object = z.record(z.string(), json);

const lambda = z.looseObject({ arn: z.string(), kind: z.string() });
const taskResult = z.looseObject({
  state: z.string(),
  resource: z.string(),
  result: z.enum(['Succeeded', 'Failed', 'TimedOut']),
  output: json.optional(),
  error: z.string().optional(),
  cause: json.optional(),
});

const common = {
  id: z.string(),
  group: z.string(),
  definition: json,
  input: json,
  tokens: z.array(z.object({ regex: z.string(), token: z.string() })),
};

const wildcards = z.array(z.string());

const execution = z.looseObject({
  ...common,
  kind: z.literal('execution'),
  run: z.looseObject({
    stateMachineName: z.string(),
    stateMachineArn: z.string(),
    executionArn: z.string(),
    roleArn: z.string(),
  }),
  needs: z.looseObject({
    lambdas: z.record(z.string(), lambda).optional(),
    taskResults: z.array(taskResult).optional(),
  }),
  expected: z.looseObject({
    status: z.string(),
    output: json.optional(),
    error: z.string().optional(),
    cause: json.optional(),
    events: z.array(object),
    eventOrder: z.enum(['total', 'concurrent', 'sorted-in-parallel']),
    wildcards,
  }),
});

const singleState = z.looseObject({
  ...common,
  kind: z.literal('testState'),
  testState: z.looseObject({
    stateName: z.string().optional(),
    inspectionLevel: z.enum(['INFO', 'DEBUG', 'TRACE']).optional(),
    context: z.string().optional(),
    variables: z.string().optional(),
    mock: z
      .looseObject({
        result: z.string().optional(),
        errorOutput: z.object({ error: z.string().optional(), cause: z.string().optional() }).optional(),
        fieldValidationMode: z.enum(['STRICT', 'PRESENT', 'NONE']).optional(),
      })
      .optional(),
    stateConfiguration: z
      .looseObject({ retrierRetryCount: z.number().optional(), errorCausedByState: z.string().optional() })
      .optional(),
  }),
  expected: z.looseObject({ wildcards }),
});

const recordedCase = z.discriminatedUnion('kind', [execution, singleState]);

/** A recorded case; the layout is described in the README beside the cases. */
export type RecordedCase = z.infer<typeof recordedCase>;
export type ExecutionCase = z.infer<typeof execution>;
export type SingleStateCase = z.infer<typeof singleState>;

export function parseCase(value: unknown): RecordedCase {
  return recordedCase.parse(value);
}

/** Every case of a folder, whose subfolders are the groups, in order of path. */
export function readCases(folder: string): RecordedCase[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => readCase(join(folder, name)));
}

function readCase(path: string): RecordedCase {
  const parsed = recordedCase.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new UnreadableCase(`${path} is not a case: ${z.prettifyError(parsed.error)}`);
}

/** A file in the folder that isn't laid out as a case. */
class UnreadableCase extends Error {
  override readonly name = 'UnreadableCase';
}
