import * as v from 'valibot';
import { wholeTyped } from '../../functions/domain/fields.ts';

/** What goes back over the wire. */
export interface RawResponse {
  readonly status: number;
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
  readonly body: Buffer;
}

const headerValue = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));

const structured = v.object({
  statusCode: v.pipe(wholeTyped, v.minValue(100), v.maxValue(599)),
  headers: v.nullish(v.record(v.string(), headerValue)),
  cookies: v.nullish(v.array(v.string())),
  body: v.nullish(v.string()),
  isBase64Encoded: v.nullish(v.boolean()),
});

/** Set by the server itself, whatever the function says. */
const ownHeaders: ReadonlySet<string> = new Set(['connection', 'content-length', 'date', 'transfer-encoding']);

/**
 * What an HTTP API makes of a function's result in format 2.0: a result with a `statusCode` as it says; any other as the
 * JSON body of a 200; one whose parts have the wrong type as an Internal Server Error.
 */
export function responseOf(payload: unknown): RawResponse {
  if (typeof payload !== 'object' || payload === null || !('statusCode' in payload)) return inferredResponse(payload);
  const parsed = v.safeParse(structured, payload);
  if (!parsed.success) return apiError(500);
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.output;
  const given = Object.entries(headers ?? {}).filter(([name]) => !ownHeaders.has(name.toLowerCase()));
  const typed = given.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: statusCode,
    headers: [
      ...(typed ? [] : [['content-type', 'text/plain;charset=UTF-8'] as const]),
      ...given.map(([name, value]) => [name.toLowerCase(), value] as const),
      ...(cookies ?? []).map((cookie) => ['set-cookie', cookie] as const),
    ],
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function inferredResponse(payload: unknown): RawResponse {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload ?? null);
  return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) };
}

const messages = {
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** The answers that API Gateway itself gives. */
export function apiError(status: keyof typeof messages): RawResponse {
  const body = JSON.stringify({ message: messages[status] });
  return { status, headers: [['content-type', 'application/json']], body: Buffer.from(body) };
}
