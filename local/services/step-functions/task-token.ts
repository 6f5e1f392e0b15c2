import { createHash } from 'node:crypto';

/** What a token stands for; `text` is the token itself, which only its task's own copy makes good. */
export interface TokenContent {
  readonly executionArn: string;
  readonly taskId: number;
}

const version = 1;
const nonceBytes = 16;
const checkBytes = 8;

/**
 * A token for a task: opaque, different for every task of every execution (they are in it), and not to be guessed (so
 * are sixteen bytes of the dice). It says itself which task it is for, so nothing has to be kept to find that.
 */
export function makeToken({ executionArn, taskId }: TokenContent, random: () => number): string {
  const nonce = Uint8Array.from({ length: nonceBytes }, () => Math.floor(random() * 256));
  const body = Buffer.concat([Buffer.from([version]), nonce, Buffer.from(`${taskId}:${executionArn}`)]);
  return Buffer.concat([body, checkOf(body)]).toString('base64url');
}

/** What a token stands for; undefined when it isn't a token at all. */
export function readToken(text: string): TokenContent | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length <= 1 + nonceBytes + checkBytes || bytes.toString('base64url') !== text) return undefined;
  const body = bytes.subarray(0, -checkBytes);
  if (body[0] !== version || !checkOf(body).equals(bytes.subarray(-checkBytes))) return undefined;
  const content = body.subarray(1 + nonceBytes).toString();
  const colon = content.indexOf(':');
  return { taskId: Number(content.slice(0, colon)), executionArn: content.slice(colon + 1) };
}

function checkOf(body: Uint8Array): Buffer {
  return createHash('sha256').update(body).digest().subarray(0, checkBytes);
}
