import type { AddressInfo } from 'node:net';
import type { Service } from '../../../../local/services/service.ts';
import { Credentials } from '../../../../local/services/wire/credentials.ts';
import { createSdkServer, type SdkServerOptions } from '../../../../local/services/wire/sdk-server.ts';

export const roleArn = 'arn:aws:iam::000000000000:role/tester';

/** Services on a port of their own, and a client configuration for the role. */
export async function serve(services: readonly Service[], options: Partial<SdkServerOptions> = {}) {
  const credentials = new Credentials();
  const errors: unknown[] = [];
  const server = createSdkServer({
    services,
    credentials,
    authorise: () => {},
    now: () => Date.now(),
    onError: (error) => errors.push(error),
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials.keyOf(roleArn);
  return {
    endpoint,
    credentials,
    errors,
    config: { endpoint, region: 'eu-west-2', credentials: { accessKeyId, secretAccessKey, sessionToken } },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
