import { readPublished, timeIn } from './shared-time.ts';

const machineDate = Date;

/** Reads the cloud's clock from its shared cells: epoch milliseconds of virtual time. */
export function readSharedClock(shared: SharedArrayBuffer): () => number {
  const read = readPublished(shared);
  return () => timeIn(read(), machineDate.now);
}

/**
 * Puts this thread's `Date` on the cloud's clock: `new Date()`, `Date()` and `Date.now()`. Everything else of `Date` is
 * the machine's own, timers and `performance` too. Called once, first thing in a worker thread, never in the main one.
 */
export function installVirtualDate(shared: SharedArrayBuffer): void {
  const now = readSharedClock(shared);
  const virtual = new Proxy(machineDate, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new machineDate(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  machineDate.prototype.constructor = virtual;
  globalThis.Date = virtual;
}
