import { join } from 'node:path';
import { readAs } from '../../functions/domain/read-as.ts';
import { startCloud } from '../../local/cloud.ts';
import { processOrder } from './death.ts';
import { dieAtEntry } from './die-at-entry.ts';

// An embedded cloud in a process of its own, that may be killed at one entry of its journal.

const root = join(import.meta.dirname, '..', '..');
const order = readAs(processOrder, JSON.parse(process.argv[2] ?? '{}'));
if (order.death) dieAtEntry(order.death, order.note);

await startCloud({
  assembly: order.assembly,
  state: order.state,
  port: order.port,
  clock: { start: Date.parse('2026-03-02T09:00:00Z'), mode: 'paused' },
  seed: async (invoke, isFirst) => {
    // A life after the first has it all, and a hundred of them are to be quick.
    if (!isFirst) return;
    const { templateKeys } = await import('../../functions/prompts/templates/template-keys.ts');
    const { readProgrammeFiles } = await import('../../local/start/programme-files.ts');
    const { seedSample } = await import('../../local/start/seed.ts');
    await seedSample(invoke, readProgrammeFiles(root, templateKeys), isFirst);
  },
});
process.send?.('ready');
