import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Everything listens here, and nowhere else. */
export const loopback = '127.0.0.1';

/** The port that was asked for is taken. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
  readonly port: number;

  constructor(port: number, options?: ErrorOptions) {
    super(`Port ${port} is in use.`, options);
    this.port = port;
  }
}

/** Listens on a loopback port (0: any that is free) and answers which. Throws `PortInUse`. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUse(port, { cause: error }) : error),
    );
    server.listen(port, loopback, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Stops listening and cuts what is open. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Throws `PortInUse` when something listens there. */
export async function demandFreePort(port: number): Promise<void> {
  const server = createServer();
  await listen(server, port);
  await stop(server);
}

/**
 * The first of so many ports in a row that were free a moment ago, below those that the system gives to connections.
 *
 * @throws {@link PortInUse} where none was found
 */
export async function findFreePorts(inARow: number): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    if (await areFree(port, inARow)) return port;
    if (attempt === 50) throw new PortInUse(port);
  }
}

/** Whether nothing listens on a port and those after it. */
export async function areFree(port: number, inARow: number): Promise<boolean> {
  try {
    for (let each = port; each < port + inARow; each += 1) await demandFreePort(each);
    return true;
  } catch (error) {
    if (error instanceof PortInUse) return false;
    throw error;
  }
}
