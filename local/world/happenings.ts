import type { Activity } from '../clock/activity.ts';
import type { TimeSource } from '../clock/clock.ts';
import type { Json } from '../states-language/json.ts';
import { type ExecutionHost, noAnswer } from './execution-host.ts';
import { type Trouble, troubleError } from './trouble.ts';

const minuteMs = 60_000;
const longestDelayMs = 30 * minuteMs;
const latestEndMs = 60 * 24 * 60 * minuteMs;
/** Lambda tries an event three times, a minute and two apart. */
const handTries = 3;

/** A state machine's call, as trouble lets it go. */
export async function troubledCall(
  trouble: Trouble | undefined,
  boundary: 'state' | 'function',
  call: () => Promise<Json>,
): Promise<Json | typeof noAnswer> {
  const kind = trouble?.strike(boundary);
  switch (kind) {
    case undefined:
      return call();
    case 'throw':
    case 'throttle':
      throw troubleError(kind, boundary);
    case 'lost-answer':
      await call();
      throw troubleError(kind, boundary);
    case 'no-answer':
      await call();
      return noAnswer;
    case 'duplicate': {
      const [first] = await Promise.allSettled([call(), call()]);
      if (first.status === 'rejected') throw first.reason;
      return first.value;
    }
  }
}

/** Something that is handed to a function: perhaps late, twice or never, and again while the function fails. */
export interface Handing {
  readonly what: 'wake' | 'delivery' | 'status';
  readonly work: () => Promise<unknown>;
  readonly clock: TimeSource;
  readonly activity: Activity;
  readonly trouble: Trouble | undefined;
}

export function handOn(handing: Handing): void {
  const { what, clock, trouble } = handing;
  const kind = trouble?.strike(what);
  if (kind === 'lose') return;
  if (trouble && kind === 'delay') {
    clock.at(clock.now() + Math.ceil(trouble.random() * longestDelayMs), `${what}, late`, () => attempt(handing, 1));
    return;
  }
  attempt(handing, 1);
  if (kind === 'duplicate') attempt(handing, 1);
}

function attempt(handing: Handing, tries: number): void {
  const { what, work, clock, activity, trouble } = handing;
  void activity.run(what, async () => {
    try {
      await work();
    } catch (error) {
      if (!trouble) throw error;
      // Then it is given up, and the sweep finds what it would have set off.
      if (tries === handTries) return;
      clock.at(clock.now() + tries * minuteMs, `${what}, again`, () => attempt(handing, tries + 1));
    }
  });
}

/** Ends an execution in the midst of its work, or some day within two months. */
export function disturbExecution(trouble: Trouble, executions: ExecutionHost, name: string, clock: TimeSource): void {
  const kind = trouble.strike('execution');
  if (!kind) return;
  const end = (): void => void (kind === 'abort' ? executions.abort(name) : executions.forget(name));
  if (trouble.random() < 0.5) end();
  else clock.at(clock.now() + Math.ceil(trouble.random() * latestEndMs), `${kind} ${name}`, end);
}
