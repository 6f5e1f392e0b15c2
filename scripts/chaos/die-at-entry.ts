import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { DeathNote, DeathPlan } from './death.ts';

const { openSync, writeSync } = fs;

/**
 * Kills this process at one journal entry, from underneath: the file system's `writeSync`, which the journal appends
 * with, never returns from it. Nothing of the embedded cloud knows.
 */
export function dieAtEntry(plan: DeathPlan, notePath: string): void {
  const functions = watchFunctions();
  const isCompaction = watchCompaction();
  let seen = 0;
  const note = (line: string): void => {
    const written: DeathNote = { how: plan.how, entry: nameOf(line), functions: functions() };
    fs.writeFileSync(notePath, JSON.stringify(written));
  };
  const write = (file: number, line: string): number => {
    if (!isEntry(line) || (!plan.inStart && isCompaction(file)) || ++seen !== plan.entry) return writeSync(file, line);
    note(line);
    if (plan.how === 'at-rest') return writeSync(file, line);
    if (plan.how === 'torn') writeSync(file, line.slice(0, Math.ceil(line.length / 2)));
    if (plan.how === 'after') writeSync(file, line);
    process.kill(process.pid, 'SIGKILL');
    throw new Error('Unreachable: the process is dead.');
  };
  fs.writeSync = ((file: number, data: unknown, ...rest: []) =>
    typeof data === 'string' ? write(file, data) : writeSync(file, data as string, ...rest)) as typeof fs.writeSync;
  syncBuiltinESMExports();
}

function isEntry(line: string): boolean {
  return line.startsWith('["') && line.endsWith(']\n');
}

/** Answers whether a file is the one that a compacted journal is written to. */
function watchCompaction(): (file: number) => boolean {
  const files = new Map<number, string>();
  fs.openSync = (path, flags, mode) => {
    const file = openSync(path, flags, mode);
    files.set(file, String(path));
    return file;
  };
  return (file) => files.get(file)?.endsWith('.next') ?? false;
}

function nameOf(line: string): string {
  const [topic, entry] = JSON.parse(line) as [string, unknown];
  const kind = typeof entry === 'object' && entry !== null && 'kind' in entry ? ` ${String(entry.kind)}` : '';
  return `${topic}${kind}`;
}

/** Answers which functions run: those whose threads were given work and have not said that it is done. */
function watchFunctions(): () => string[] {
  const running = new Map<Worker, string>();
  const { postMessage, emit } = Worker.prototype;
  Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: []) {
    const work = message as { kind?: unknown; invocation?: { functionName: string } };
    if (work.kind === 'invoke' && work.invocation) running.set(this, work.invocation.functionName);
    postMessage.call(this, message, ...rest);
  };
  Worker.prototype.emit = function (this: Worker, event: string, ...args: unknown[]) {
    const message = args[0] as { kind?: unknown } | undefined;
    if (event === 'exit' || (event === 'message' && doneKinds.has(message?.kind))) running.delete(this);
    return (emit as (event: string, ...args: unknown[]) => boolean).call(this, event, ...args);
  } as typeof emit;
  return () => [...running.values()];
}

const doneKinds: ReadonlySet<unknown> = new Set(['returned', 'threw', 'crashed', 'broken']);
