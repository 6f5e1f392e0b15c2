import { join } from 'node:path';
import { templateKeys } from '../../functions/prompts/templates/registry.ts';
import { startCloud } from '../../local/cloud.ts';
import { readProgrammeFiles } from '../../local/start/programme-files.ts';
import { seedSample } from '../../local/start/seed.ts';
import { processOrder } from './death.ts';
import { dieAtEntry } from './die-at-entry.ts';

// An embedded cloud in a process of its own, that may be killed at one entry of its journal.

const root = join(import.meta.dirname, '..', '..');
const order = processOrder.parse(JSON.parse(process.argv[2] ?? '{}'));
if (order.death) dieAtEntry(order.death, order.note);

const files = readProgrammeFiles(root, templateKeys);
await startCloud({
  assembly: order.assembly,
  state: order.state,
  port: order.port,
  clock: { start: Date.parse('2026-03-02T09:00:00Z'), mode: 'paused' },
  seed: (invoke, isFirst) => seedSample(invoke, files, isFirst),
});
process.send?.('ready');
