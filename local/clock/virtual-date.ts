const machineDate = Date;

/**
 * Reads the clock's shared cells (see `Clock.shared`): epoch milliseconds of virtual time. The thread that owns them may
 * be half-way between two modes: a real mode without its machine time is read again.
 */
export function readSharedClock(shared: SharedArrayBuffer): () => number {
  const cells = new Float64Array(shared);
  return () => {
    for (;;) {
      const [mode = 0, virtual = 0, machine = 0] = cells;
      if (mode === 0) return virtual;
      if (machine !== 0) return Math.floor(virtual + (machineDate.now() - machine));
    }
  };
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
