import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { LinkKeys } from './links.ts';

const rotated = z.object({ current: z.string(), keys: z.record(z.string(), z.string()) });

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
    ? rotated.parse(JSON.parse(SecretString))
    : { current: '1', keys: { '1': SecretString } };
}
