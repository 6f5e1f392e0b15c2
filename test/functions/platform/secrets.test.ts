import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { originSecretsFrom } from '../../../functions/platform/secrets.ts';
import { createWebApp } from '../../../functions/web/create-web-app.ts';
import { originSecretHeader } from '../../../functions/web/guard-origin.ts';
import { SecretsService } from '../../../local/services/secrets/secrets-service.ts';
import { caller, type StillWorld, stillWorld } from '../../local/services/still-world.ts';
import { serve } from '../../local/services/wire/serve.ts';
import { SiteWorld, siteUrl } from '../site/world.ts';

const arn = 'arn:aws:secretsmanager:eu-west-2:000000000000:secret:origin-ab12cd';

let world: StillWorld;
let service: SecretsService;
let server: Awaited<ReturnType<typeof serve>>;
let nowMs = 0;
let secrets: () => Promise<readonly string[]>;

beforeEach(async () => {
  world = stillWorld();
  service = new SecretsService(world);
  service.createSecret({ name: 'origin', arn, value: 'first' });
  server = await serve([service]);
  secrets = originSecretsFrom(arn, { nowMs: () => nowMs }, new SecretsManagerClient(server.config));
});
afterEach(async () => {
  await server.close();
  world.clock.close();
});

const rotateTo = (SecretString: string) => service.call('PutSecretValue', { SecretId: 'origin', SecretString }, caller);

describe('the secret between CloudFront and the API', () => {
  test('is one text until it is rotated for the first time', async () => {
    expect(await secrets()).toEqual(['first']);
  });

  test('is read again after five minutes, and the text before it is taken too', async () => {
    await secrets();
    await rotateTo('second');
    nowMs += 299_000;
    expect(await secrets()).toEqual(['first']);
    nowMs += 1_000;
    expect(await secrets()).toEqual(['second', 'first']);
  });

  test('that cannot be read stays an error, and is asked for again', async () => {
    const missing = originSecretsFrom(`${arn}-none`, { nowMs: () => nowMs }, new SecretsManagerClient(server.config));
    await expect(missing()).rejects.toThrow();
    await expect(missing()).rejects.toThrow();
  });

  test('guards every page of the site, an unknown one and the style sheet too', async () => {
    const app = createWebApp({ ...new SiteWorld('2026-03-10T10:00:00Z').deps, originSecrets: secrets });
    for (const path of ['/nowhere', '/assets/site-1.css']) {
      expect((await app.request(`${siteUrl}${path}`)).status).toBe(403);
      const through = await app.request(`${siteUrl}${path}`, { headers: { [originSecretHeader]: 'first' } });
      expect(through.status).not.toBe(403);
    }
  });
});
