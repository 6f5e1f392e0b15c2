import type { World } from '../../states-language/execution.ts';
import { InvalidDefinition } from '../../states-language/failures.ts';
import { type Json, type JsonObject, parseJson } from '../../states-language/json.ts';
import { type TestStateRequest, testState } from '../../states-language/test-state.ts';
import { InvalidTestState } from '../../states-language/test-state-mock.ts';
import { ServiceError } from '../service.ts';
import type { Request } from './requests.ts';

/** The action TestState: one state, whose call or branches are mocked. */
export async function callTestState(request: Request<'TestState'>, world: World): Promise<Record<string, unknown>> {
  const { roleArn: _roleArn, revealSecrets: _revealSecrets, definition, input = '{}', ...options } = request;
  const given = JSON.parse(JSON.stringify(options)) as Omit<TestStateRequest, 'definition' | 'input'>;
  const tested = { ...given, definition: readJson(definition, 'definition'), input: readJson(input, 'input') };
  try {
    const { output, inspectionData, ...result } = await testState(tested, world);
    return {
      ...result,
      ...(output === undefined ? {} : { output: JSON.stringify(output) }),
      ...(inspectionData === undefined ? {} : { inspectionData: writeInspection(inspectionData) }),
    };
  } catch (thrown) {
    if (thrown instanceof InvalidDefinition) throw new ServiceError('InvalidDefinition', thrown.message);
    if (thrown instanceof InvalidTestState) throw new ServiceError('ValidationException', thrown.message);
    throw thrown;
  }
}

function readJson(text: string, field: string): Json {
  try {
    return parseJson(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw field === 'definition'
      ? new ServiceError('InvalidDefinition', `Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: ${reason}'`)
      : new ServiceError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);
  }
}

/** Data is text on the wire; what is told about errors and concurrency is not. */
function writeInspection(data: JsonObject): JsonObject {
  const written: JsonObject = {};
  for (const [name, value] of Object.entries(data))
    written[name] = name === 'errorDetails' || name === 'maxConcurrency' ? value : JSON.stringify(value);
  return written;
}
