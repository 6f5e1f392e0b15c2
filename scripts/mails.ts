import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutgoingMail } from '../functions/platform/mail.ts';
import { allMails, composeSample } from './mails/all-mails.ts';
import { indexPage, textPage } from './mails/pages.tsx';
import type { SampleMail } from './mails/sample-mails.ts';

/** Writes every e-mail for sample people as pages of their own, with an index to look through, to `build/mails/`. */
const folder = join(import.meta.dirname, '..', 'build', 'mails');
const compose = composeSample('https://throughline.example', 'the links of these pages lead nowhere');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const written: { sample: SampleMail; mail: OutgoingMail }[] = [];
for (const sample of allMails()) {
  const mail = await compose(sample);
  writeFileSync(join(folder, `${sample.name}.html`), mail.html);
  writeFileSync(join(folder, `${sample.name}.txt.html`), textPage(mail));
  for (const { fileName, content } of mail.attachments ?? [])
    writeFileSync(join(folder, `${sample.name}.${fileName}`), content);
  written.push({ sample, mail });
}
writeFileSync(join(folder, 'index.html'), indexPage(written));
console.log(`${written.length} e-mails in ${join(folder, 'index.html')}`);
