import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claimState } from '../../../local/start/state-claim.ts';

const createFolder = () => mkdtempSync(join(tmpdir(), 'state-'));

it('refuses a folder whose cloud answers', async () => {
  const running = createServer((_, response) => response.end('{"ready":true}')).listen(0, '127.0.0.1');
  await once(running, 'listening');
  const url = `http://127.0.0.1:${(running.address() as AddressInfo).port}`;
  const folder = createFolder();
  await claimState(folder, url);
  await expect(claimState(folder, 'http://127.0.0.1:1')).rejects.toThrow(/is in use by the one that runs at/);
  running.close();
});

it('takes over the claim of one that was killed', async () => {
  const folder = createFolder();
  await claimState(folder, 'http://127.0.0.1:1');
  await expect(claimState(folder, 'http://127.0.0.1:2')).resolves.toBeTypeOf('function');
});

it('gives a folder back', async () => {
  const folder = createFolder();
  const release = await claimState(folder, 'http://127.0.0.1:1');
  release();
  await expect(claimState(folder, 'http://127.0.0.1:1')).resolves.toBeTypeOf('function');
});

it('says in one sentence that a folder can’t be used', async () => {
  const file = join(createFolder(), 'file');
  writeFileSync(file, '');
  await expect(claimState(file, 'http://127.0.0.1:1')).rejects.toThrow(/can't be used/);
});
