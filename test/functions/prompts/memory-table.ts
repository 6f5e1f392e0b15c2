import { Table } from '../../../functions/platform/table.ts';
import { MemoryDynamo } from '../../../local/services/dynamodb/memory/memory-dynamo.ts';
import { ServiceError } from '../../../local/services/service.ts';
import { singleTable } from '../../../local/world/single-table.ts';

const name = 'throughline-test';

/** Called around every call that leaves the function's process, as `run('UpdateItem', …)`. */
export type Gate = <T>(port: string, effect: () => T | Promise<T>) => Promise<T>;

/** The one table on the in-memory engine, its errors shaped as the SDK shapes them. */
export function memoryTable(nowMs: () => number, gate: Gate): Table {
  const engine = new MemoryDynamo({
    clock: { now: nowMs, at: () => ({ at: 0, label: '', cancel: () => {} }) },
  });
  engine.createTable(singleTable(name));
  return new Table({ call: (action, input) => gate(action, () => execute(engine, action, input)) }, name);
}

function execute(engine: MemoryDynamo, action: string, input: Record<string, unknown>): Record<string, unknown> {
  try {
    return engine.execute(action, input);
  } catch (error) {
    if (error instanceof ServiceError) throw Object.assign(error, error.fields);
    throw error;
  }
}
