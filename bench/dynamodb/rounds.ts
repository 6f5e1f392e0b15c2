import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Activity } from '../../local/clock/activity.ts';
import { Clock } from '../../local/clock/clock.ts';
import { FileJournal } from '../../local/journal/journal.ts';
import { EmbeddedDynamo } from '../../local/services/dynamodb/embedded/embedded-dynamo.ts';
import { MemoryDynamo } from '../../local/services/dynamodb/memory/memory-dynamo.ts';
import { singleTable } from '../../local/world/single-table.ts';
import type { DoRound } from '../contestants.ts';
import { type Call, callsOfTurn, newParticipant } from './calls.ts';

const participants = 200;
const turnsPerRound = 8;

export function inMemory(): DoRound {
  const { clock } = makeTime();
  const dynamo = new MemoryDynamo({ clock, onRecord: () => {} });
  dynamo.createTable(singleTable('Table'));
  return makeRounds(dynamo);
}

/** As `npm start` has it: what a call changes is in the journal's file when it answers. */
export function embedded(): DoRound {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const dynamo = new EmbeddedDynamo({ ...makeTime(), journal: FileJournal.open(folder) });
  dynamo.createTable(singleTable('Table'));
  return makeRounds(dynamo);
}

function makeTime(): { activity: Activity; clock: Clock } {
  const activity = new Activity();
  const virtual = Date.UTC(2026, 2, 2, 9);
  return { activity, clock: new Clock({ state: { mode: 'paused', virtual }, activity }) };
}

/** Each round is of new participants, so that the items that a call meets are as many in every round. */
function makeRounds(dynamo: Pick<MemoryDynamo, 'call'>): DoRound {
  let round = 0;
  return async () => {
    round += 1;
    let calls = 0;
    const make = async ({ action, input }: Call): Promise<void> => {
      await dynamo.call(action, input);
      calls += 1;
    };
    const ids = Array.from({ length: participants }, (_, index) => `p-${round}-${index}`);
    for (const id of ids) await make(newParticipant(id));
    for (let turn = 0; turn < turnsPerRound; turn += 1)
      for (const id of ids) for (const call of callsOfTurn(id, turn)) await make(call);
    return { calls };
  };
}
