import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { readAs } from '../functions/domain/read-as.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = join(root, 'functions/pages');
const cacheRoot = join(root, 'node_modules/.cache/throughline-assets');

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** File names, with a hash of the content in each: they can be cached for ever. */
const manifestSchema = v.object({ css: v.string(), js: v.string(), icon: v.string() });
export type AssetManifest = v.InferOutput<typeof manifestSchema>;

export interface BuiltAssets {
  readonly files: readonly { name: string; path: string; contentType: string }[];
  readonly manifest: AssetManifest;
}

/**
 * Builds the site's style sheet, script and icon into a folder.
 *
 * The result is kept by a hash of everything that it was made from, so that a second call only copies files.
 *
 * @param outDir created where it is missing; what is in it already stays
 * @throws whatever sass or rolldown say of a mistake in the sources
 */
export async function buildAssets(outDir: string): Promise<BuiltAssets> {
  const kept = join(cacheRoot, await hashInputs());
  const manifest = (await readManifest(kept)) ?? (await fillCache(kept));
  await mkdir(outDir, { recursive: true });
  const names = Object.values(manifest);
  await Promise.all(names.map((name) => cp(join(kept, name), join(outDir, name))));
  return { files: names.map((name) => describeFile(outDir, name)), manifest };
}

function describeFile(folder: string, name: string) {
  const contentType = contentTypes[extname(name)];
  if (contentType === undefined) throw new Error(`No content type is known for ${name}.`);
  return { name, path: join(folder, name), contentType };
}

async function hashInputs(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await listInputs()) hash.update(`${path.slice(root.length)}\0`).update(await readFile(path));
  return hash.digest('hex').slice(0, 24);
}

async function listInputs(): Promise<string[]> {
  const folders = [join(pages, 'styles'), join(pages, 'scripts')];
  const own = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
  );
  const tools = ['govuk-frontend', 'sass', 'rolldown'].map((name) => join(root, 'node_modules', name, 'package.json'));
  return [...own.flat().sort(), ...tools, fileURLToPath(import.meta.url)];
}

async function readManifest(folder: string): Promise<AssetManifest | undefined> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : readAs(manifestSchema, JSON.parse(text));
}

/** Written beside and renamed into place, so that two builds at once never see half of one. */
async function fillCache(kept: string): Promise<AssetManifest> {
  const fresh = `${kept}.${process.pid}.${Date.now()}`;
  await mkdir(fresh, { recursive: true });
  const [css, js, icon] = await Promise.all([
    compileStyles(),
    bundleScript(),
    readFile(join(pages, 'styles/icon.svg')),
  ]);
  const manifest = {
    css: await writeHashed(fresh, 'site.css', css),
    js: await writeHashed(fresh, 'site.js', js),
    icon: await writeHashed(fresh, 'icon.svg', icon),
  };
  await writeFile(join(fresh, 'manifest.json'), JSON.stringify(manifest));
  await rename(fresh, kept).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true });
    if ((await readManifest(kept)) === undefined) throw error;
  });
  return manifest;
}

async function writeHashed(folder: string, file: string, content: string | Buffer): Promise<string> {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const name = `${basename(file, extname(file))}-${hash}${extname(file)}`;
  await writeFile(join(folder, name), content);
  return name;
}

async function compileStyles(): Promise<string> {
  const sass = await import('sass');
  const loadPaths = [join(root, 'node_modules/govuk-frontend/dist')];
  const { css } = await sass.compileAsync(join(pages, 'styles/site.scss'), {
    style: 'compressed',
    loadPaths,
    quietDeps: true,
    charset: false,
  });
  return css;
}

async function bundleScript(): Promise<string> {
  const { build } = await import('rolldown');
  const { output } = await build({
    input: join(pages, 'scripts/site.mjs'),
    cwd: dirname(pages),
    platform: 'browser',
    transform: { target: 'es2020' },
    output: { format: 'esm', minify: true, codeSplitting: false, comments: { legal: true } },
    write: false,
  });
  return output[0].code;
}
