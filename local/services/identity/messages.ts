import type { JsonWebKey } from 'node:crypto';
import type { SamplePerson } from './people.ts';

/** A client that may ask for sign-ins: the template's user pool client. */
export interface IdentityClient {
  readonly clientId: string;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
}

/** What the provider's thread is started with. */
export interface ProviderSettings {
  readonly clock: SharedArrayBuffer;
  readonly port: number;
  readonly issuer: string;
  readonly client: IdentityClient;
  readonly people: readonly SamplePerson[];
  readonly jwks: { readonly keys: readonly JsonWebKey[] };
  readonly cookieKey: string;
  readonly stored: readonly StoredEntry[];
}

/** A row of the provider's store, `model:id`; without a payload it is gone. `expiresAt` is epoch seconds. */
export interface StoredEntry {
  readonly key: string;
  readonly payload?: Record<string, unknown>;
  readonly expiresAt?: number;
}

/** What the provider's thread tells. */
export type ProviderMessage =
  | { readonly type: 'listening' }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'stored'; readonly entry: StoredEntry; readonly number: number };

/** What it is told: the entry of this number is kept. */
export type KeptMessage = { readonly kept: number };
