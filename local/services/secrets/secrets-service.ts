import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { TimeSource } from '../../clock/clock.ts';
import type { Journal, Journaled } from '../../journal/journal.ts';
import { type ActionTable, action, callAction } from '../action-table.ts';
import { type Caller, type Service, ServiceError } from '../service.ts';

/** A secret, as the template describes it. */
export interface SecretDefinition {
  readonly name: string;
  readonly arn: string;
  readonly value?: string;
  readonly generate?: {
    readonly length: number;
    readonly excludePunctuation: boolean;
    /** JSON text into which the generated text goes, under `key`. */
    readonly template?: string;
    readonly key?: string;
  };
}

/** A version of a secret's value; the latest is `AWSCURRENT`, the one before it `AWSPREVIOUS`. */
interface Version {
  readonly arn: string;
  readonly id: string;
  readonly value: string;
  readonly at: number;
}

const secretId = { SecretId: v.pipe(v.string(), v.minLength(1)) };
const stage = v.picklist(['AWSCURRENT', 'AWSPREVIOUS']);
const requests = {
  GetSecretValue: v.strictObject({
    ...secretId,
    VersionId: v.optional(v.string()),
    VersionStage: v.optional(stage, 'AWSCURRENT'),
  }),
  DescribeSecret: v.strictObject(secretId),
  PutSecretValue: v.strictObject({
    ...secretId,
    SecretString: v.pipe(v.string(), v.minLength(1), v.maxLength(65_536)),
    ClientRequestToken: v.optional(v.string()),
    VersionStages: v.optional(v.strictTuple([v.literal('AWSCURRENT')])),
  }),
} as const;

/** Secrets Manager: values are made once, or put, and kept. */
export class SecretsService implements Service, Journaled {
  readonly name = 'secretsmanager';
  readonly topic = 'secretsmanager';
  readonly #clock: TimeSource;
  readonly #journal: Journal;
  readonly #definitions = new Map<string, SecretDefinition>();
  readonly #versions = new Map<string, Version[]>();

  constructor(options: { readonly clock: TimeSource; readonly journal: Journal }) {
    this.#clock = options.clock;
    this.#journal = options.journal;
  }

  /** Makes a secret with its value, unless it was made before. To be called after the restore. */
  createSecret(definition: SecretDefinition): void {
    this.#definitions.set(definition.arn, definition);
    if (!this.#versions.has(definition.arn)) this.#put(definition.arn, firstValue(definition), randomUUID());
  }

  async call(name: string, input: Record<string, unknown>, caller: Caller): Promise<Record<string, unknown>> {
    return callAction(this.#table, name, input, caller);
  }

  readonly #table: ActionTable = {
    title: 'Secrets Manager',
    invalidInput: 'InvalidParameterException',
    actions: {
      GetSecretValue: action(requests.GetSecretValue, ({ SecretId, VersionId, VersionStage }) => {
        const { name, arn } = this.#find(SecretId);
        const found = this.#version(arn, VersionId, VersionStage);
        const stages = this.#stagesOf(arn, found);
        const { id, value, at } = found;
        return {
          ARN: arn,
          Name: name,
          VersionId: id,
          SecretString: value,
          VersionStages: stages,
          CreatedDate: at / 1000,
        };
      }),
      DescribeSecret: action(requests.DescribeSecret, ({ SecretId }) => {
        const { name, arn } = this.#find(SecretId);
        const versions = this.#versions.get(arn) ?? [];
        const stages = versions.map((version) => [version.id, this.#stagesOf(arn, version)] as const);
        return {
          ARN: arn,
          Name: name,
          CreatedDate: (versions[0]?.at ?? 0) / 1000,
          LastChangedDate: (versions.at(-1)?.at ?? 0) / 1000,
          VersionIdsToStages: Object.fromEntries(stages.filter(([, names]) => names.length > 0)),
        };
      }),
      PutSecretValue: action(requests.PutSecretValue, ({ SecretId, SecretString, ClientRequestToken }) => {
        const { name, arn } = this.#find(SecretId);
        const { id } = this.#put(arn, SecretString, ClientRequestToken ?? randomUUID());
        return { ARN: arn, Name: name, VersionId: id, VersionStages: ['AWSCURRENT'] };
      }),
    },
  };

  apply(entry: unknown): void {
    const version = entry as Version;
    const versions = this.#versions.get(version.arn) ?? [];
    this.#versions.set(version.arn, [...versions.filter(({ id }) => id !== version.id), version]);
  }

  *snapshot(): Generator<Version> {
    for (const versions of this.#versions.values()) yield* versions;
  }

  #put(arn: string, value: string, id: string): Version {
    const version = { arn, id, value, at: this.#clock.now() };
    this.#journal.append(this.topic, version);
    this.apply(version);
    return version;
  }

  #find(idOrName: string): SecretDefinition {
    for (const definition of this.#definitions.values())
      if (definition.arn === idOrName || definition.name === idOrName) return definition;
    throw notFound("Secrets Manager can't find the specified secret.");
  }

  #version(arn: string, id: string | undefined, stageName: v.InferOutput<typeof stage>): Version {
    const versions = this.#versions.get(arn) ?? [];
    const byStage = stageName === 'AWSCURRENT' ? versions.at(-1) : versions.at(-2);
    const found = id === undefined ? byStage : versions.find((version) => version.id === id);
    if (!found) throw notFound("Secrets Manager can't find the specified secret value.");
    return found;
  }

  #stagesOf(arn: string, version: Version): string[] {
    const versions = this.#versions.get(arn) ?? [];
    if (version === versions.at(-1)) return ['AWSCURRENT'];
    return version === versions.at(-2) ? ['AWSPREVIOUS'] : [];
  }
}

function firstValue({ value, generate }: SecretDefinition): string {
  if (value !== undefined) return value;
  if (!generate) return randomBytes(24).toString('base64url');
  const text = generateText(generate.length, generate.excludePunctuation);
  if (generate.template === undefined || generate.key === undefined) return text;
  return JSON.stringify({ ...JSON.parse(generate.template), [generate.key]: text });
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

function generateText(length: number, excludePunctuation: boolean): string {
  const alphabet = excludePunctuation ? letters : letters + punctuation;
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message);
}
