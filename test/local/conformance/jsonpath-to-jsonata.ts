import { isJsonObject, type Json, type JsonObject } from '../../../local/states-language/json.ts';

/**
 * The JSONata machine that does what a recorded JSONPath machine does, for the plain paths that the recordings use: so
 * their histories, which are AWS's word on callbacks, timeouts, retries and service errors, can be held against ours.
 */
export function translateMachine(definition: JsonObject): JsonObject {
  const { States: states, ...rest } = definition;
  return { ...rest, QueryLanguage: 'JSONata', States: translateStates(states as JsonObject) };
}

function translateStates(states: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [name, translateState(state as JsonObject)]));
}

function translateState(state: JsonObject): JsonObject {
  const { InputPath, Parameters, Result, ResultPath, ResultSelector, ...rest } = state;
  const { TimeoutSecondsPath, ErrorPath, CausePath, Branches, ItemProcessor, Catch, ...kept } = rest;
  const translated: JsonObject = { ...kept };
  if (Parameters !== undefined && state.Type !== 'Pass') translated.Arguments = translateTemplate(Parameters);
  if (TimeoutSecondsPath !== undefined) translated.TimeoutSeconds = expression(String(TimeoutSecondsPath));
  if (ErrorPath !== undefined) translated.Error = expression(String(ErrorPath));
  if (CausePath !== undefined) translated.Cause = expression(String(CausePath));
  if (InputPath !== undefined && state.Type === 'Map') translated.Items = expression(String(InputPath));
  if (Array.isArray(Branches)) translated.Branches = Branches.map((branch) => translateBlock(branch as JsonObject));
  if (ItemProcessor !== undefined) translated.ItemProcessor = translateBlock(ItemProcessor as JsonObject);
  if (Array.isArray(Catch)) translated.Catch = Catch.map((catcher) => translateCatcher(catcher as JsonObject));
  const output = translateOutput(state);
  return output === undefined ? translated : { ...translated, Output: output };
}

function translateBlock(block: JsonObject): JsonObject {
  return { ...block, States: translateStates(block.States as JsonObject) };
}

function translateOutput({
  Type,
  Result,
  Parameters,
  InputPath,
  ResultPath,
  ResultSelector,
}: JsonObject): Json | undefined {
  if (Type === 'Pass') {
    const path = typeof InputPath === 'string' ? variable(InputPath) : '$states.input';
    if (Result !== undefined) return Result;
    if (Parameters !== undefined) return translateTemplate(Parameters);
    if (typeof ResultPath === 'string') return merge(ResultPath, path);
    return InputPath === undefined ? undefined : `{% ${path} %}`;
  }
  if (ResultSelector !== undefined) return translateTemplate(ResultSelector, '$states.result');
  return typeof ResultPath === 'string' ? merge(ResultPath, '$states.result') : undefined;
}

function translateCatcher({ ResultPath, ...catcher }: JsonObject): JsonObject {
  return typeof ResultPath === 'string' ? { ...catcher, Output: merge(ResultPath, '$states.errorOutput') } : catcher;
}

function merge(resultPath: string, value: string): string {
  return `{% $merge([$states.input, {"${resultPath.slice(2)}": ${value}}]) %}`;
}

/** Members whose name ends in `.$` are paths. */
function translateTemplate(template: Json, root = '$states.input'): Json {
  if (Array.isArray(template)) return template.map((item) => translateTemplate(item, root));
  if (!isJsonObject(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) =>
      key.endsWith('.$') ? [key.slice(0, -2), expression(String(value), root)] : [key, translateTemplate(value, root)],
    ),
  );
}

function expression(path: string, root?: string): string {
  return `{% ${variable(path, root)} %}`;
}

function variable(path: string, root = '$states.input'): string {
  return path.startsWith('$$') ? path.replace('$$', '$states.context') : path.replace('$', () => root);
}
