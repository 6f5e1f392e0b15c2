import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { readAs } from '../../functions/domain/read-as.ts';
import type { Json } from '../states-language/json.ts';

const json: v.GenericSchema<unknown, Json> = v.lazy(() =>
  v.union([v.null(), v.boolean(), v.number(), v.string(), v.array(json), v.record(v.string(), json)]),
);
const object = v.record(v.string(), json);

const lambda = v.looseObject({ arn: v.string(), kind: v.string() });
const taskResult = v.looseObject({
  state: v.string(),
  resource: v.string(),
  result: v.picklist(['Succeeded', 'Failed', 'TimedOut']),
  output: v.optional(json),
  error: v.optional(v.string()),
  cause: v.optional(json),
});

const common = {
  id: v.string(),
  group: v.string(),
  definition: json,
  input: json,
  tokens: v.array(v.object({ regex: v.string(), token: v.string() })),
};

const wildcards = v.array(v.string());

const execution = v.looseObject({
  ...common,
  kind: v.literal('execution'),
  run: v.looseObject({
    stateMachineName: v.string(),
    stateMachineArn: v.string(),
    executionArn: v.string(),
    roleArn: v.string(),
  }),
  needs: v.looseObject({
    lambdas: v.optional(v.record(v.string(), lambda)),
    taskResults: v.optional(v.array(taskResult)),
  }),
  expected: v.looseObject({
    status: v.string(),
    output: v.optional(json),
    error: v.optional(v.string()),
    cause: v.optional(json),
    events: v.array(object),
    eventOrder: v.picklist(['total', 'concurrent', 'sorted-in-parallel']),
    wildcards,
  }),
});

const singleState = v.looseObject({
  ...common,
  kind: v.literal('testState'),
  testState: v.looseObject({
    stateName: v.optional(v.string()),
    inspectionLevel: v.optional(v.picklist(['INFO', 'DEBUG', 'TRACE'])),
    context: v.optional(v.string()),
    variables: v.optional(v.string()),
    mock: v.optional(
      v.looseObject({
        result: v.optional(v.string()),
        errorOutput: v.optional(v.object({ error: v.optional(v.string()), cause: v.optional(v.string()) })),
        fieldValidationMode: v.optional(v.picklist(['STRICT', 'PRESENT', 'NONE'])),
      }),
    ),
    stateConfiguration: v.optional(
      v.looseObject({ retrierRetryCount: v.optional(v.number()), errorCausedByState: v.optional(v.string()) }),
    ),
  }),
  expected: v.looseObject({ wildcards }),
});

const recordedCase = v.variant('kind', [execution, singleState]);

/** A recorded case; the layout is described in the README beside the cases. */
export type RecordedCase = v.InferOutput<typeof recordedCase>;
export type ExecutionCase = v.InferOutput<typeof execution>;
export type SingleStateCase = v.InferOutput<typeof singleState>;

export function parseCase(value: unknown): RecordedCase {
  return readAs(recordedCase, value);
}

/** Every case of a folder, whose subfolders are the groups, in order of path. */
export function readCases(folder: string): RecordedCase[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => readCase(join(folder, name)));
}

function readCase(path: string): RecordedCase {
  const parsed = v.safeParse(recordedCase, JSON.parse(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.output;
  throw new UnreadableCase(`${path} is not a case: ${v.summarize(parsed.issues)}`);
}

/** A file in the folder that isn't laid out as a case. */
class UnreadableCase extends Error {
  override readonly name = 'UnreadableCase';
}
