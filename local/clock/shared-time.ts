/** Where the clock stands, as kept on disk. `real` goes on with the machine's clock, `paused` only when it is moved. */
export type ClockState =
  | { readonly mode: 'paused'; readonly virtual: number }
  | { readonly mode: 'real'; readonly virtual: number; readonly machine: number };

/** Epoch milliseconds of virtual time, for what the machine's clock says. */
export function timeIn(state: ClockState, machineNow: () => number): number {
  return state.mode === 'paused' ? state.virtual : Math.floor(state.virtual + (machineNow() - state.machine));
}

/** Three float64 (mode, virtual, machine), then the number of the writing: odd while one is under way. */
const bytes = { times: 24, all: 32 } as const;

/** Cells in which one thread says where its clock stands and any other reads it. */
export function sharedTime(): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes.all);
}

export function publishTime(shared: SharedArrayBuffer, state: ClockState): void {
  const writing = new Int32Array(shared, bytes.times, 1);
  Atomics.add(writing, 0, 1);
  new Float64Array(shared, 0, 3).set(
    state.mode === 'paused' ? [0, state.virtual, 0] : [1, state.virtual, state.machine],
  );
  Atomics.add(writing, 0, 1);
}

/** Reads the clock from another thread: what was half written meanwhile is read again, so the time is never a mixture. */
export function readPublished(shared: SharedArrayBuffer): () => ClockState {
  const cells = new Float64Array(shared, 0, 3);
  const writing = new Int32Array(shared, bytes.times, 1);
  return () => {
    for (;;) {
      const before = Atomics.load(writing, 0);
      const [mode = 0, virtual = 0, machine = 0] = cells;
      if (before % 2 !== 0 || Atomics.load(writing, 0) !== before) continue;
      return mode === 0 ? { mode: 'paused', virtual } : { mode: 'real', virtual, machine };
    }
  };
}
