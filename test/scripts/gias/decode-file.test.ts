import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeFile } from '../../../scripts/gias/decode-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-gias-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function decoded(bytes: Buffer): Promise<string> {
  const file = join(folder, 'register.csv');
  await writeFile(file, bytes);
  let text = '';
  for await (const piece of decodeFile(file)) text += piece;
  return text;
}

const name = 'St Thérèse’s – École';

test.each([
  ['ISO-8859-1, as the register writes it', Buffer.from('St Thérèse', 'latin1'), 'St Thérèse'],
  ['Windows-1252, with its own quotes and dashes', Buffer.from([0x53, 0x92, 0x96]), 'S’–'],
  ['UTF-8', Buffer.from(name), name],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${name}`), name],
  ['UTF-8 whose letters fall between two pieces', Buffer.from(`${'a'.repeat(65_535)}é`), `${'a'.repeat(65_535)}é`],
])('a file is read that is %s', async (_encoding, bytes, text) => {
  expect(await decoded(bytes)).toBe(text);
});
