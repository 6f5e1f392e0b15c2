import { Activity } from '../../../../local/clock/activity.ts';
import { Clock } from '../../../../local/clock/clock.ts';
import { noJournal } from '../../../../local/journal/journal.ts';
import { EmbeddedDynamo } from '../../../../local/services/dynamodb/embedded/embedded-dynamo.ts';
import { MemoryDynamo } from '../../../../local/services/dynamodb/memory/memory-dynamo.ts';
import type { StreamRecord } from '../../../../local/services/dynamodb/types.ts';
import { contractTable, type Endpoint } from './contract/world.ts';

export const testNow = Date.UTC(2026, 2, 2, 9, 0, 0);

/** A paused clock of its own, and what counts what is under way on it. */
export function makeTime(): { activity: Activity; clock: Clock } {
  const activity = new Activity();
  return { activity, clock: new Clock({ state: { mode: 'paused', virtual: testNow }, activity }) };
}

/** The embedded engine behind `call`. */
export async function embeddedEndpoint(): Promise<Endpoint> {
  const { activity, clock } = makeTime();
  const dynamo = new EmbeddedDynamo({ clock, activity, journal: noJournal });
  const definition = contractTable('Contract');
  dynamo.createTable(definition);
  return {
    tableName: definition.tableName,
    call: (action, input) => dynamo.call(action, input),
    records: async () => dynamo.readStream(definition.tableName, undefined, Number.POSITIVE_INFINITY),
    ...clockOf(clock),
    close: async () => dynamo.close(),
  };
}

/** The engine in memory behind `call`. */
export async function memoryEndpoint(): Promise<Endpoint> {
  const { clock } = makeTime();
  const records: StreamRecord[] = [];
  const dynamo = new MemoryDynamo({ clock, onRecord: (record) => records.push(record) });
  const definition = contractTable('Contract');
  dynamo.createTable(definition);
  return {
    tableName: definition.tableName,
    call: (action, input) => dynamo.call(action, input),
    records: async () => records,
    ...clockOf(clock),
    close: async () => dynamo.close(),
  };
}

function clockOf(clock: Clock): Required<Pick<Endpoint, 'advance' | 'now'>> {
  return {
    now: () => clock.now(),
    advance: async (milliseconds) => {
      await clock.jumpTo(clock.now() + milliseconds);
    },
  };
}
