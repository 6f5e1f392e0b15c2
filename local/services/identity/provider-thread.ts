import { parentPort, workerData } from 'node:worker_threads';
import { installVirtualDate } from '../../clock/virtual-date.ts';
import type { ProviderMessage, ProviderSettings } from './messages.ts';

const settings = workerData as ProviderSettings;
const tell = (message: ProviderMessage): void => parentPort?.postMessage(message);

// Both sides of a sign-in check times, so the provider lives on the cloud's clock: before its library is loaded.
installVirtualDate(settings.clock);
const { identityServer } = await import('./provider.ts');

const server = identityServer(settings, (entry) => tell({ type: 'stored', entry }));
server.on('error', (error: NodeJS.ErrnoException) =>
  tell({ type: 'failed', code: error.code ?? error.name, message: error.message }),
);
server.listen(settings.port, '127.0.0.1', () => tell({ type: 'listening' }));
