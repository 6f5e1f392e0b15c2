import { Activity } from '../clock/activity.ts';
import { Clock } from '../clock/clock.ts';
import type { ClockState } from '../clock/shared-time.ts';
import { Faults } from '../faults/faults.ts';
import type { FunctionLogLine } from '../functions-runtime/function-definition.ts';
import { Meter } from '../metering/meter.ts';
import { type Gauges, Watch } from '../services/cloudwatch/watch.ts';
import { Credentials } from '../services/wire/credentials.ts';
import type { Inventory } from '../template/inventory.ts';
import type { Place } from '../template/physical-names.ts';
import { createAuthority } from './authority.ts';
import { ClockKeeper } from './clock-keeper.ts';
import { createFunctions, functionNamed } from './functions.ts';
import type { WorldJournal } from './world-journal.ts';

export interface CoreOptions {
  readonly inventory: Inventory;
  readonly place: Place;
  readonly journal: WorldJournal;
  /** One line for whoever watches: a refusal, a function that failed. */
  readonly log: (line: string) => void;
  readonly onFunctionLog: (line: FunctionLogLine) => void;
}

export type Core = ReturnType<typeof createCore>;

/**
 * What every service stands on: the time, what is under way, the journal, who may do what, and the functions.
 *
 * @param onActivity to be called when something happens that is no schedule's own doing
 * @param gauges what CloudWatch is told of when it asks
 */
export function createCore(options: CoreOptions, onActivity: () => void, gauges: () => Gauges) {
  const { inventory, place, journal, log } = options;
  const activity = new Activity();
  const keeper = new ClockKeeper(journal, () => clock);
  const clock = createClock(activity, (state) => {
    keeper.keep(state);
    // A clock that was set going: schedules that rested during a jump begin again.
    if (clock.mode === 'real') onActivity();
  });
  const faults = new Faults();
  const credentials = new Credentials();
  const authority = createAuthority({ inventory, place, now: () => clock.now(), log });
  const shared = { inventory, place, clock, activity, credentials, faults };
  const watch = new Watch(inventory.alarms, () => clock.now(), gauges);
  const meter = new Meter();
  const functions = createFunctions({
    ...shared,
    log,
    onFunctionLog: (line) => {
      watch.noteLog(line);
      options.onFunctionLog(line);
    },
    onInvoked: (functionName, outcome, ms) => {
      watch.noteInvocation(functionName, outcome, ms);
      if (outcome !== 'throttled') meter.noteInvocation(functionName, memoryOf(inventory, functionName), ms);
    },
  });
  return { ...shared, watch, meter, journal, keeper, authority, functions, log, onActivity };
}

function memoryOf(inventory: Inventory, functionName: string): number {
  return functionNamed(inventory, functionName).memoryMegabytes;
}

/** Stands still at the beginning of time until the journal, or a new world's start, says where it is. */
function createClock(activity: Activity, onChange: (state: ClockState) => void): Clock {
  let made = false;
  const clock = new Clock({
    state: { mode: 'paused', virtual: 0 },
    activity,
    onChange: (state) => made && onChange(state),
  });
  made = true;
  return clock;
}
