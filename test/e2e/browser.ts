import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import * as v from 'valibot';

const packages = join(import.meta.dirname, '..', '..', 'node_modules');
const { version } = v.parse(
  v.object({ version: v.string() }),
  JSON.parse(readFileSync(join(packages, '@sparticuz', 'chromium', 'package.json'), 'utf8')),
);

/** Where the browser that npm brought is unpacked: beside the packages, not where others can write. */
const unpackedAt = join(packages, '.cache', `throughline-chromium-${version}`);

/** The package's own file of this kind looks for fonts in the folders of a Lambda function. */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${unpackedAt}/fonts</dir>
  <cachedir>${unpackedAt}/fonts-cache</cachedir>
</fontconfig>
`;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export type Launched = { readonly browser: Browser } | { readonly browser: undefined; readonly why: string };

/**
 * Starts the browser that `CHROMIUM` names, or else the one inside an npm package. Where none starts, says why: the
 * tests are then skipped aloud, unless `REQUIRE_BROWSER` is set, as it is in CI.
 */
export async function launchBrowser(): Promise<Launched> {
  try {
    const { executablePath, env } = process.env.CHROMIUM
      ? { executablePath: process.env.CHROMIUM, env: {} }
      : await unpackBrowser();
    return {
      browser: await chromium.launch({ executablePath, args: flags, env: { ...stringsOf(process.env), ...env } }),
    };
  } catch (error) {
    if (process.env.REQUIRE_BROWSER) throw error;
    return { browser: undefined, why: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

/**
 * The package brings the libraries and the fonts that a bare machine lacks. Each test file may be the first to need
 * them: they are unpacked under a name of their own and then put in place whole, so that nobody starts half a browser.
 */
async function unpackBrowser(): Promise<{ executablePath: string; env: Record<string, string> }> {
  if (!existsSync(unpackedAt)) {
    mkdirSync(dirname(unpackedAt), { recursive: true });
    const aside = mkdtempSync(`${unpackedAt}-`);
    await unpackInto(aside);
    putInPlace(aside);
  }
  return {
    executablePath: join(unpackedAt, 'chromium'),
    env: {
      LD_LIBRARY_PATH: join(unpackedAt, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(unpackedAt, 'fonts.conf'),
      HOME: unpackedAt,
    },
  };
}

/** The package unpacks to the temporary folder, and its libraries only where it believes itself in Lambda. */
async function unpackInto(folder: string): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' });
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    await packaged.executablePath();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
  writeFileSync(join(folder, 'fonts.conf'), fontsConf);
}

function putInPlace(aside: string): void {
  try {
    renameSync(aside, unpackedAt);
  } catch (error) {
    // Another test file was faster: what it put there is the same.
    if (!existsSync(join(unpackedAt, 'fonts.conf'))) throw error;
    rmSync(aside, { recursive: true });
  }
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
