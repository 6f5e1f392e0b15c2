import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SecretDefinition, SecretsService } from '../../../../local/services/secrets/secrets-service.ts';
import { begin, caller, type StillWorld, stillWorld } from '../still-world.ts';
import { serve } from '../wire/serve.ts';

const arn = 'arn:aws:secretsmanager:eu-west-2:000000000000:secret:keys-ab12cd';
const generated: SecretDefinition = { name: 'keys', arn, generate: { length: 64, excludePunctuation: true } };

let world: StillWorld;
let secrets: SecretsService;

function serviceIn(into: StillWorld): SecretsService {
  const service = new SecretsService(into);
  for (const [, entry] of [...into.kept]) service.apply(entry);
  return service;
}

beforeEach(() => {
  world = stillWorld();
  secrets = serviceIn(world);
});
afterEach(() => world.clock.close());

const read = (input = {}) => secrets.call('GetSecretValue', { SecretId: 'keys', ...input }, caller);

describe('a secret', () => {
  it('is generated once, and the same after a restart', async () => {
    secrets.createSecret(generated);
    const { SecretString } = await read();
    expect(SecretString).toMatch(/^[A-Za-z0-9]{64}$/);
    secrets = serviceIn(world.restart());
    secrets.createSecret(generated);
    expect((await read()).SecretString).toBe(SecretString);
  });

  it('may be generated into a JSON template', async () => {
    const template = '{"user":"admin"}';
    const generate = { length: 12, excludePunctuation: false, template, key: 'password' };
    secrets.createSecret({ ...generated, generate });
    expect(JSON.parse(String((await read()).SecretString))).toEqual({
      user: 'admin',
      password: expect.stringMatching(/^.{12}$/),
    });
  });

  it('is read by name and by ARN, through the SDK’s own client', async () => {
    secrets.createSecret({ name: 'keys', arn, value: 'hush' });
    const server = await serve([secrets]);
    const client = new SecretsManagerClient(server.config);
    for (const SecretId of ['keys', arn]) {
      const answer = await client.send(new GetSecretValueCommand({ SecretId }));
      expect(answer).toMatchObject({ ARN: arn, Name: 'keys', SecretString: 'hush', CreatedDate: new Date(begin) });
    }
    await server.close();
  });

  it('keeps its value before the latest', async () => {
    secrets.createSecret({ name: 'keys', arn, value: 'old' });
    await secrets.call('PutSecretValue', { SecretId: 'keys', SecretString: 'new' }, caller);
    expect((await read()).SecretString).toBe('new');
    expect((await read({ VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('old');
    const { VersionIdsToStages } = await secrets.call('DescribeSecret', { SecretId: 'keys' }, caller);
    expect(Object.values(VersionIdsToStages as object)).toEqual([['AWSPREVIOUS'], ['AWSCURRENT']]);
  });

  it.each([
    ['that there is not', { SecretId: 'none' }, 'ResourceNotFoundException'],
    ['with an unknown field', { SecretId: 'keys', Filters: [] }, 'InvalidParameterException'],
  ])('%s is refused', async (_, input, name) => {
    secrets.createSecret(generated);
    await expect(secrets.call('GetSecretValue', input, caller)).rejects.toMatchObject({ name });
  });
});
