import { parentPort, workerData } from 'node:worker_threads';
import { installVirtualDate } from '../../clock/virtual-date.ts';
import type { KeptMessage, ProviderMessage, ProviderSettings, StoredEntry } from './messages.ts';

const settings = workerData as ProviderSettings;
const tell = (message: ProviderMessage): void => parentPort?.postMessage(message);

let number = 0;
const waiting = new Map<number, () => void>();
parentPort?.on('message', ({ kept }: KeptMessage) => {
  waiting.get(kept)?.();
  waiting.delete(kept);
});

// Both sides of a sign-in check times, so the provider lives on the cloud's clock: before its library is loaded.
installVirtualDate(settings.clock);
const { identityServer } = await import('./provider.ts');

const server = identityServer(settings, keep);
server.on('error', (error: NodeJS.ErrnoException) =>
  tell({ type: 'failed', code: error.code ?? error.name, message: error.message }),
);
server.listen(settings.port, '127.0.0.1', () => tell({ type: 'listening' }));

/** Resolves when the entry is in the journal: nothing is answered that a crash could take back. */
function keep(entry: StoredEntry): Promise<void> {
  return new Promise((resolve) => {
    waiting.set(++number, resolve);
    tell({ type: 'stored', entry, number });
  });
}
