import type { ServiceName } from '../service.ts';

/** A request as it came in, its body whole. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A call taken out of a request, and how its outcome is written. */
export interface WireCall {
  readonly service: ServiceName;
  readonly action: string;
  readonly input: Record<string, unknown>;
  readonly protocol: Protocol;
}

/** How a service writes answers and errors. */
export interface Protocol {
  answer(result: Record<string, unknown>, action: string): WireAnswer;
  error(error: WireError): WireAnswer;
}

export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function header(request: WireRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
