import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleText } from '../../infra/bundles.ts';

/** Bundles a module's text as functions are, and loads it. */
export async function runText(text: string) {
  const file = join(mkdtempSync(join(tmpdir(), 'throughline-text-')), 'index.mjs');
  writeFileSync(file, (await bundleText(text)).code);
  return import(pathToFileURL(file).href);
}
