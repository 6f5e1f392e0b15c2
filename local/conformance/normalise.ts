import { isJsonObject, type Json, type JsonObject } from '../states-language/json.ts';

export interface Token {
  readonly regex: string;
  readonly token: string;
}

/** Replacements that apply to every case, after its own. */
const always: readonly Token[] = [
  { regex: 'arn:aws:', token: 'arn:<partition>:' },
  { regex: '000000000000', token: '111111111111' },
  { regex: 'eu-west-2', token: '<region>' },
];

/** A result as the recordings have it: JSON text decoded, and the case's own names and numbers replaced by tokens. */
export function normaliseResult(result: Json, tokens: readonly Token[]): Json {
  const replacements = [...tokens, ...always].map(({ regex, token }) => ({ pattern: new RegExp(regex, 'g'), token }));
  return replaceIn(decode(result), (text) =>
    replacements.reduce((done, { pattern, token }) => done.replaceAll(pattern, () => token), text),
  );
}

/** Decodes the fields that are JSON text: `input`, `output`, `parameters`, each assigned variable, and a cause that is one. */
function decode(value: Json): Json {
  if (Array.isArray(value)) return value.map(decode);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, decodeField(key, member)]));
}

function decodeField(key: string, value: Json): Json {
  if (key === 'assignedVariables' && isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, parsed(text)]));
  if (key === 'input' || key === 'output' || key === 'parameters') return parsed(value);
  if (key === 'cause') return parsedObject(value);
  return key === 'inspectionData' ? value : decode(value);
}

function parsed(value: Json): Json {
  return typeof value === 'string' ? (JSON.parse(value) as Json) : value;
}

/** Only an object in `cause` stands for JSON text. */
function parsedObject(value: Json): Json {
  if (typeof value !== 'string' || !value.startsWith('{')) return value;
  try {
    const object = JSON.parse(value) as Json;
    return isJsonObject(object) ? object : value;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return value;
    throw thrown;
  }
}

function replaceIn(value: Json, replace: (text: string) => string): Json {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, replace));
  if (!isJsonObject(value)) return value;
  const replaced: JsonObject = {};
  for (const [key, member] of Object.entries(value)) replaced[replace(key)] = replaceIn(member, replace);
  return replaced;
}

/** What normalising puts in, so that it isn't taken for a placeholder of the recording's. */
export function ownTokens(tokens: readonly Token[]): string[] {
  return [...tokens, ...always].map(({ token }) => token);
}
