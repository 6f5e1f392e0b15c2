import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { TemplateError } from './template-error.ts';

/** A resource as it stands in a synthesised template, intrinsics unresolved. */
const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});

const stackTemplate = z.object({
  Resources: z.record(z.string(), resource).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: z.unknown().optional() })).default({}),
});

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      properties: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

const assetManifest = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

export type TemplateResource = z.infer<typeof resource>;

/** One stack of the assembly. */
export interface StackTemplate extends z.infer<typeof stackTemplate> {
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
  return z.string().parse(artifact.properties?.[property]);
}

function readJson<T>(folder: string, file: string, schema: z.ZodType<T>): T {
  const path = join(folder, file);
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new TemplateError(`${path} can't be read as a part of a cloud assembly.`, { cause });
  }
}
