import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { readAs } from '../../functions/domain/read-as.ts';
import { TemplateError } from './template-error.ts';

/** A resource as it stands in a synthesised template, intrinsics unresolved. */
const resource = v.object({
  Type: v.string(),
  Properties: v.optional(v.record(v.string(), v.unknown()), () => ({})),
  Condition: v.optional(v.string()),
});

const stackTemplate = v.object({
  Resources: v.optional(v.record(v.string(), resource), () => ({})),
  Outputs: v.optional(
    v.record(v.string(), v.object({ Value: v.unknown(), Export: v.optional(v.object({ Name: v.unknown() })) })),
    () => ({}),
  ),
  Conditions: v.optional(v.record(v.string(), v.unknown()), () => ({})),
  Parameters: v.optional(
    v.record(v.string(), v.object({ Type: v.string(), Default: v.optional(v.unknown()) })),
    () => ({}),
  ),
});

const manifest = v.object({
  artifacts: v.record(
    v.string(),
    v.object({
      type: v.string(),
      environment: v.optional(v.string()),
      properties: v.optional(v.record(v.string(), v.unknown())),
    }),
  ),
});

const assetManifest = v.object({
  files: v.record(
    v.string(),
    v.object({
      source: v.object({ path: v.optional(v.string()) }),
      destinations: v.record(v.string(), v.object({ objectKey: v.string() })),
    }),
  ),
});

export type TemplateResource = v.InferOutput<typeof resource>;

/** One stack of the assembly. */
export interface StackTemplate extends v.InferOutput<typeof stackTemplate> {
  /** The stack's name, as `AWS::StackName` gives it. */
  readonly name: string;
  /** Where it deploys, when the assembly says so. */
  readonly region?: string | undefined;
}

/** A synthesised CDK application: its stacks, and where each asset (by its object key) lies on disk. */
export interface Assembly {
  readonly folder: string;
  readonly stacks: readonly StackTemplate[];
  readonly assets: ReadonlyMap<string, string>;
}

/** Reads a cloud assembly from its folder. Throws `TemplateError` when a file is missing or has another form. */
export function readAssembly(folder: string): Assembly {
  const stacks: StackTemplate[] = [];
  const assets = new Map<string, string>();
  const { artifacts } = readJson(folder, 'manifest.json', manifest);
  for (const [name, artifact] of Object.entries(artifacts)) {
    if (artifact.type === 'aws:cloudformation:stack') {
      const template = readJson(folder, textOf(artifact, 'templateFile'), stackTemplate);
      const region = artifact.environment?.split('/').at(-1);
      stacks.push({ ...template, name: String(artifact.properties?.stackName ?? name), region });
    } else if (artifact.type === 'cdk:asset-manifest') {
      for (const [key, path] of assetPaths(folder, textOf(artifact, 'file'))) assets.set(key, path);
    } else if (artifact.type !== 'cdk:tree' && artifact.type !== 'cdk:feature-flag-report') {
      throw new TemplateError(`The cloud assembly holds an artifact that is not understood here: ${artifact.type}.`);
    }
  }
  return { folder, stacks, assets };
}

function assetPaths(folder: string, file: string): Array<[key: string, path: string]> {
  return Object.values(readJson(folder, file, assetManifest).files).flatMap(({ source, destinations }) => {
    const { path } = source;
    if (path === undefined) return [];
    return Object.values(destinations).map(({ objectKey }): [string, string] => [objectKey, join(folder, path)]);
  });
}

function textOf(artifact: { properties?: Record<string, unknown> | undefined }, property: string): string {
  return readAs(v.string(), artifact.properties?.[property]);
}

function readJson<T>(folder: string, file: string, schema: v.GenericSchema<unknown, T>): T {
  const path = join(folder, file);
  try {
    return readAs(schema, JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new TemplateError(`${path} can't be read as a part of a cloud assembly.`, { cause });
  }
}
