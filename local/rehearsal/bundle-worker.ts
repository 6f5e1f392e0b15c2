import { join } from 'node:path';
import { build } from 'rolldown';

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
  const mailing: string[] = [];
  await build({
    input: entry,
    cwd: root,
    platform: 'node',
    transform: { target: 'node24' },
    plugins: [
      {
        name: 'finds-mail',
        load: {
          filter: { id: /client-ses|nodemailer|functions\/platform\/mail\.ts/ },
          handler: (id) => void mailing.push(id),
        },
      },
    ],
    output: { file: outfile, format: 'esm', codeSplitting: false },
  });
  if (mailing.length > 0) throw new CouldSendMail(`A rehearsal must not hold ${mailing.join(', ')}`);
  return outfile;
}
