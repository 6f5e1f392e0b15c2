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

/** A port that was free a moment ago. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await stop(server);
  return port;
}
