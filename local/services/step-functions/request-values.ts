import { type Json, payloadLimit } from '../../states-language/json.ts';
import { ServiceError } from '../service.ts';

export function executionArn(machineArn: string, name: string): string {
  return `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}

/** 1 to 80 characters, none of them white space, control, or one of those that AWS lists for StartExecution's `name`. */
export function checkName(name: string): string {
  if (/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u.test(name)) return name;
  throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
}

export function parseInput(text: string): Json {
  return parseText(
    text,
    (reason) => new ServiceError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`),
  );
}

export function parseOutput(text: string): Json {
  return parseText(text, (reason) => new ServiceError('InvalidOutput', `Invalid Output: '${reason}'`));
}

function parseText(text: string, refuse: (reason: string) => ServiceError): Json {
  if (Buffer.byteLength(text) > payloadLimit) throw refuse(`more than ${payloadLimit} bytes`);
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw refuse(cause instanceof Error ? cause.message : String(cause));
  }
}

export function given({ error, cause }: { error?: string | undefined; cause?: string | undefined }) {
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}
