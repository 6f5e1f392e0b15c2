import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateKeys } from '../../functions/prompts/templates/registry.ts';
import { environments } from '../../infra/settings.ts';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { prepareAssembly } from '../../local/start/assembly-cache.ts';
import { readProgrammeFiles } from '../../local/start/programme-files.ts';
import { seedSample } from '../../local/start/seed.ts';
import { freePort } from '../demo/local-cloud.ts';
import { copyAssembly, type TemplateGrant } from './template-grants.ts';

const root = join(import.meta.dirname, '..', '..');
const settings = environments.local;
const firstMoment = Date.parse('2026-03-02T09:00:00Z');

/** The folder of the assembly that all lives of a story start from. */
export async function storyAssembly(): Promise<string> {
  return prepareAssembly({ root, settings });
}

interface CloudOptions {
  readonly made: string;
  readonly without?: TemplateGrant;
  readonly log: (line: string) => void;
  readonly onFunctionLog?: (line: { readonly text: string }) => void;
}

/** A fresh cloud in memory, with the sample cohort, on free ports. */
export async function inCloud<T>(
  { made, without, log, onFunctionLog = () => {} }: CloudOptions,
  use: (cloud: Cloud) => Promise<T>,
): Promise<T> {
  const port = await freePort();
  const assembly = mkdtempSync(join(tmpdir(), 'throughline-grants-'));
  try {
    copyAssembly(made, assembly, { siteUrl: [settings.siteUrl, `http://127.0.0.1:${port}`], without });
    const files = readProgrammeFiles(root, templateKeys);
    const cloud = await startCloud({
      assembly,
      state: 'memory',
      port,
      clock: { start: firstMoment, mode: 'paused' },
      seed: (invoke, isFirst) => seedSample(invoke, files, isFirst),
      randomSeed: 1,
      log,
      onFunctionLog,
    });
    try {
      return await use(cloud);
    } finally {
      await cloud.close();
    }
  } finally {
    rmSync(assembly, { recursive: true, force: true });
  }
}
