import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import { readAs } from '../../../functions/domain/read-as.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Journal, Journaled } from '../../journal/journal.ts';
import type { IdentityClient, KeptMessage, ProviderMessage, ProviderSettings, StoredEntry } from './messages.ts';
import { type SamplePerson, samplePeople } from './people.ts';

const keys = v.object({ jwks: v.object({ keys: v.array(v.record(v.string(), v.unknown())) }), cookieKey: v.string() });
const stored = v.object({
  key: v.string(),
  payload: v.optional(v.record(v.string(), v.unknown())),
  expiresAt: v.optional(v.number()),
});
const entrySchema = v.union([v.object({ keys }), v.object({ stored })]);

/** The provider's port is taken, or it failed to start. */
export class IdentityNotStarted extends Error {
  override readonly name = 'IdentityNotStarted';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The sign-in of the embedded cloud. The provider listens in a thread of its own, since its library reads `Date`; its
 * keys and its sessions are kept in the journal, so that whoever is signed in stays so after a restart.
 */
export class IdentityService implements Journaled {
  readonly topic = 'identity';
  readonly #journal: Journal;
  readonly #clock: Pick<Clock, 'shared' | 'now'>;
  readonly #stored = new Map<string, StoredEntry>();
  #keys: v.InferOutput<typeof keys> | undefined;
  #worker: Worker | undefined;

  constructor(options: { readonly journal: Journal; readonly clock: Pick<Clock, 'shared' | 'now'> }) {
    this.#journal = options.journal;
    this.#clock = options.clock;
  }

  /** Starts the provider on a loopback port and answers its issuer. Throws `IdentityNotStarted`. */
  async start(options: { port: number; client: IdentityClient; people?: readonly SamplePerson[] }): Promise<string> {
    this.#keys ??= this.#makeKeys();
    const issuer = issuerAt(options.port);
    const settings: ProviderSettings = {
      clock: this.#clock.shared,
      port: options.port,
      issuer,
      client: options.client,
      people: options.people ?? samplePeople,
      jwks: this.#keys.jwks as ProviderSettings['jwks'],
      cookieKey: this.#keys.cookieKey,
      stored: [...this.#stored.values()],
    };
    await this.#listen(settings);
    return issuer;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  apply(raw: unknown): void {
    const entry = readAs(entrySchema, raw);
    if ('keys' in entry) this.#keys = entry.keys;
    else if (entry.stored.payload) this.#stored.set(entry.stored.key, entry.stored);
    else this.#stored.delete(entry.stored.key);
  }

  *snapshot(): Generator<unknown> {
    if (this.#keys) yield { keys: this.#keys };
    const now = this.#clock.now() / 1000;
    for (const entry of this.#stored.values()) if ((entry.expiresAt ?? now + 1) > now) yield { stored: entry };
  }

  #makeKeys(): v.InferOutput<typeof keys> {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'local' };
    const made = { jwks: { keys: [key] }, cookieKey: randomBytes(32).toString('base64url') };
    this.#journal.append(this.topic, { keys: made });
    return made;
  }

  #listen(settings: ProviderSettings): Promise<void> {
    const worker = new Worker(new URL('./provider-thread.ts', import.meta.url), { workerData: settings, execArgv: [] });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      worker.on('error', reject);
      // Nothing once it listens: then it ends when it is closed.
      worker.on('exit', (code) => reject(new IdentityNotStarted('EXIT', `The sign-in's thread ended with ${code}`)));
      worker.on('message', (message: ProviderMessage) => {
        if (message.type === 'listening') resolve();
        else if (message.type === 'failed') reject(new IdentityNotStarted(message.code, message.message));
        else {
          this.#keep(message.entry);
          worker.postMessage({ kept: message.number } satisfies KeptMessage);
        }
      });
    });
  }

  #keep(entry: StoredEntry): void {
    this.#journal.append(this.topic, { stored: entry });
    this.apply({ stored: entry });
  }
}

export function issuerAt(port: number): string {
  return `http://127.0.0.1:${port}`;
}
