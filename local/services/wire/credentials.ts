import { randomBytes } from 'node:crypto';
import type { Caller } from '../service.ts';

/** What a function's environment holds to sign its calls with. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/**
 * Who may call: each role has one access key, made anew at each start. Signatures are not checked, since the secret
 * never leaves this machine; the key's id is itself unguessable.
 */
export class Credentials {
  readonly #callers = new Map<string, Caller>();
  readonly #keys = new Map<string, AccessKey>();

  /** The role's key; `root` stands for the embedded cloud itself. */
  keyOf(roleArn: string): AccessKey {
    const present = this.#keys.get(roleArn);
    if (present) return present;
    const key: AccessKey = {
      accessKeyId: `ASIA${randomText(16)}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(48).toString('base64'),
    };
    this.#keys.set(roleArn, key);
    this.#callers.set(key.accessKeyId, { roleArn });
    return key;
  }

  callerOf(accessKeyId: string): Caller | undefined {
    return this.#callers.get(accessKeyId);
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function randomText(length: number): string {
  return [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
}
