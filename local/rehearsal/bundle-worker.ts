import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..', '..');

/** Code that could hand an e-mail to somebody found its way into a rehearsal. */
export class CouldSendMail extends Error {
  override readonly name = 'CouldSendMail';
}

/**
 * Bundles the rehearsal's process, two folders below the root as its sources are, and answers where. Nothing that could
 * send an e-mail is in it: throws `CouldSendMail` where SES's client or a mail protocol is among what it is made of.
 */
export async function bundleWorker(
  entry = join(root, 'local', 'rehearsal', 'worker.ts'),
  outfile = join(root, 'build', 'rehearsal', 'worker.mjs'),
): Promise<string> {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    // Packages written as CommonJS ask for Node's own modules so.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    metafile: true,
    logLevel: 'error',
  });
  const mailing = Object.keys(metafile.inputs).filter((path) =>
    /client-ses|nodemailer|functions\/platform\/mail\.ts/.test(path),
  );
  if (mailing.length > 0) throw new CouldSendMail(`A rehearsal must not hold ${mailing.join(', ')}`);
  return outfile;
}
