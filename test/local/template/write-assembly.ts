import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Resources = Record<string, { Type: string; Properties?: Record<string, unknown>; Condition?: string }>;

export interface WrittenStack {
  readonly Resources: Resources;
  readonly Outputs?: Record<string, unknown>;
  readonly Conditions?: Record<string, unknown>;
}

/**
 * Writes a cloud assembly as CDK would: its manifest, a template for each stack, and an asset `<name>.zip` for each
 * function, whose folder holds the given module as `index.mjs`. Returns the folder.
 */
export function writeAssembly(stacks: Record<string, WrittenStack>, modules: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  const write = (file: string, content: unknown) => writeFileSync(join(folder, file), JSON.stringify(content));
  const artifacts: Record<string, unknown> = {
    Assets: { type: 'cdk:asset-manifest', properties: { file: 'Assets.json' } },
  };
  for (const [name, template] of Object.entries(stacks)) {
    artifacts[name] = { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.template.json` } };
    write(`${name}.template.json`, template);
  }
  const files: Record<string, unknown> = {};
  for (const [name, source] of Object.entries(modules)) {
    mkdirSync(join(folder, `asset.${name}`));
    writeFileSync(join(folder, `asset.${name}`, 'index.mjs'), source);
    files[name] = { source: { path: `asset.${name}` }, destinations: { here: { objectKey: `${name}.zip` } } };
  }
  write('Assets.json', { files });
  write('manifest.json', { artifacts });
  return folder;
}
