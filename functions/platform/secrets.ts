import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { readAs } from '../domain/read-as.ts';
import type { Clock } from './clock.ts';
import type { LinkKeys } from './links.ts';

const rotated = v.object({ current: v.string(), keys: v.record(v.string(), v.string()) });

/**
 * Reads the link keys: either the generated text of a first deploy (one key, id `1`), or after a rotation the JSON
 * `{ "current": "2", "keys": { "1": …, "2": … } }`. Kept for the life of the function's instance.
 */
export function linkKeysFrom(secretArn: string, client = new SecretsManagerClient()): () => Promise<LinkKeys> {
  let read: Promise<LinkKeys> | undefined;
  return () => {
    read ??= fetchKeys(client, secretArn).catch((error: unknown) => {
      read = undefined;
      throw error;
    });
    return read;
  };
}

async function fetchKeys(client: SecretsManagerClient, secretArn: string): Promise<LinkKeys> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  if (!SecretString) throw new TypeError('The link keys are empty');
  return SecretString.startsWith('{')
    ? readAs(rotated, JSON.parse(SecretString))
    : { current: '1', keys: { '1': SecretString } };
}

/** How long the origin's secrets are kept before they are read again: a rotation is known everywhere after this. */
const originSecretsFor = 300_000;

/** Reads the origin's secret and the one before it (which a rotation leaves in use until CloudFront has the new one). */
export function originSecretsFrom(
  secretArn: string,
  clock: Pick<Clock, 'nowMs'>,
  client = new SecretsManagerClient(),
): () => Promise<readonly string[]> {
  let kept: { readonly at: number; readonly secrets: readonly string[] } | undefined;
  return async () => {
    if (kept && clock.nowMs() - kept.at < originSecretsFor) return kept.secrets;
    const current = await secretText(client, secretArn, 'AWSCURRENT');
    const previous = await secretText(client, secretArn, 'AWSPREVIOUS').catch(unlessNone);
    kept = { at: clock.nowMs(), secrets: [current, ...(previous === undefined ? [] : [previous])] };
    return kept.secrets;
  };
}

async function secretText(
  client: SecretsManagerClient,
  secretArn: string,
  stage: 'AWSCURRENT' | 'AWSPREVIOUS',
): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn, VersionStage: stage }));
  if (!SecretString) throw new TypeError(`The secret has no text at ${stage}`);
  return SecretString;
}

/** A secret that was never rotated has none before it. */
function unlessNone(error: unknown): undefined {
  if (error instanceof ResourceNotFoundException) return undefined;
  throw error;
}
