/** JSON data. Whatever the interpreter holds is treated as immutable, so that parts may be shared. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

/** The most that a state's input or output, a task's result or an execution's input may have (bytes of UTF-8). */
export const payloadLimit = 262_144;

/** No character of JSON text has more than six bytes ("\u0000"), so short values need not be written out to be sized. */
const mostBytesPerCharacter = 6;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the value's JSON text is within AWS's 256 KiB. */
export function fitsPayload(value: Json): boolean {
  return boundOnBytes(value) <= payloadLimit || Buffer.byteLength(JSON.stringify(value)) <= payloadLimit;
}

function boundOnBytes(value: Json): number {
  if (typeof value === 'string') return value.length * mostBytesPerCharacter + 2;
  if (typeof value !== 'object' || value === null) return 25;
  let bytes = 2;
  if (Array.isArray(value)) {
    for (const item of value) bytes += boundOnBytes(item) + 1;
    return bytes;
  }
  for (const key in value) bytes += key.length * mostBytesPerCharacter + 4 + boundOnBytes(value[key] ?? null);
  return bytes;
}

/** What JSON text says; throws SyntaxError as JSON.parse does. */
export function parseJson(text: string): Json {
  return JSON.parse(text) as Json;
}
