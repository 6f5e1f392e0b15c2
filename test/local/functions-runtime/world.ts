import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { Faults } from '../../../local/faults/faults.ts';
import type { FunctionDefinition, FunctionLogLine } from '../../../local/functions-runtime/function-definition.ts';
import { FunctionRuntime } from '../../../local/functions-runtime/function-runtime.ts';

export const begin = Date.parse('2026-03-02T09:00:00Z');

/** A paused world with one function made of the source of an ES module, `f`. */
export function functionWorld(source: string, parts: Partial<FunctionDefinition> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-function-'));
  writeFileSync(join(folder, 'index.mjs'), source);
  const activity = new Activity();
  const clock = new Clock({ state: { mode: 'paused', virtual: begin }, activity });
  const faults = new Faults();
  const lines: FunctionLogLine[] = [];
  const definition: FunctionDefinition = {
    name: 'f',
    arn: 'arn:aws:lambda:eu-west-2:000000000000:function:f',
    folder,
    handler: 'index.handler',
    environment: {},
    timeoutSeconds: 30,
    memoryMegabytes: 256,
    ...parts,
  };
  const runtime = new FunctionRuntime({
    functions: [definition],
    clock,
    activity,
    faults,
    log: (line) => lines.push(line),
    environmentOf: () => ({ AWS_ACCESS_KEY_ID: 'ASIAROLE' }),
    maximumInstances: 2,
  });
  return {
    clock,
    activity,
    faults,
    lines,
    runtime,
    invoke: (payload?: unknown) => runtime.invoke('f', payload),
    close: async () => {
      await runtime.close();
      clock.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type FunctionWorld = ReturnType<typeof functionWorld>;

/** Runs a test in a world of its own, and takes it down. */
export async function within<T>(world: FunctionWorld, use: (world: FunctionWorld) => Promise<T>): Promise<T> {
  try {
    return await use(world);
  } finally {
    await world.close();
  }
}
