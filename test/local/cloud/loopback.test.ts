import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { areFree, demandFreePort, findFreePorts, listen, PortInUse, stop } from '../../../local/cloud/loopback.ts';

test('ports are free in a row until something listens on one of them', async () => {
  const port = await findFreePorts(3);
  expect(await areFree(port, 3)).toBe(true);
  const server = createServer();
  await listen(server, port + 1);
  expect([await areFree(port, 3), await areFree(port, 1), await areFree(port + 2, 1)]).toEqual([false, true, true]);
  await expect(demandFreePort(port + 1)).rejects.toThrow(PortInUse);
  await stop(server);
  expect(await areFree(port, 3)).toBe(true);
});
