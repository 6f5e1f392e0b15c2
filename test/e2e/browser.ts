import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Where the browser that npm brought is unpacked: beside the packages, not where others can write. */
const unpackedAt = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'throughline-chromium');

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

/** The package brings the libraries that a bare machine lacks, and unpacks them where it believes itself in Lambda. */
async function unpackBrowser(): Promise<{ executablePath: string; env: Record<string, string> }> {
  mkdirSync(unpackedAt, { recursive: true });
  const before = { TMPDIR: process.env.TMPDIR, AWS_LAMBDA_JS_RUNTIME: process.env.AWS_LAMBDA_JS_RUNTIME };
  Object.assign(process.env, { TMPDIR: unpackedAt, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' });
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    const executablePath = await packaged.executablePath();
    return {
      executablePath,
      env: {
        LD_LIBRARY_PATH: join(unpackedAt, 'al2023', 'lib'),
        FONTCONFIG_PATH: join(unpackedAt, 'fonts'),
        HOME: unpackedAt,
      },
    };
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
