import type { Failure } from './failures.ts';
import { type Fields, mostSeconds } from './fields.ts';
import type { Catcher, Exit, Retrier } from './machine.ts';

/** The longest MaxDelaySeconds that AWS takes: a year. */
const longestDelay = 31_622_400;

export function compileRetriers(state: Fields): Retrier[] {
  const retriers = state.objects('Retry');
  return retriers.map((retrier, index) => {
    retrier.only([
      'Comment',
      'ErrorEquals',
      'IntervalSeconds',
      'MaxAttempts',
      'BackoffRate',
      'MaxDelaySeconds',
      'JitterStrategy',
    ]);
    const jitter = retrier.text('JitterStrategy') ?? 'NONE';
    if (jitter !== 'FULL' && jitter !== 'NONE') retrier.refuse('JitterStrategy must be FULL or NONE');
    return {
      errors: compileErrorNames(retrier, index === retriers.length - 1),
      intervalSeconds: retrier.number('IntervalSeconds', { least: 1, most: mostSeconds }) ?? 1,
      maxAttempts: retrier.number('MaxAttempts', { least: 0, most: mostSeconds }) ?? 3,
      backoffRate: retrier.number('BackoffRate', { least: 1, most: mostSeconds, whole: false }) ?? 2,
      maxDelaySeconds: retrier.number('MaxDelaySeconds', { least: 1, most: longestDelay }),
      jitter: jitter === 'FULL',
    };
  });
}

export function compileCatchers(state: Fields, compileExit: (catcher: Fields) => Exit): Catcher[] {
  const catchers = state.objects('Catch');
  return catchers.map((catcher, index) => {
    catcher.only(['Comment', 'ErrorEquals', 'Next', 'Output', 'Assign']);
    return { errors: compileErrorNames(catcher, index === catchers.length - 1), exit: compileExit(catcher) };
  });
}

function compileErrorNames(handler: Fields, isLast: boolean): string[] {
  const names = handler.raw.ErrorEquals;
  const pointer = `${handler.pointer}/ErrorEquals`;
  if (!Array.isArray(names) || names.length === 0) {
    handler.refuse("The field 'ErrorEquals' must be a non-empty array", pointer);
    return [];
  }
  const errors = names.map(String);
  if (errors.includes('States.ALL') && (errors.length > 1 || !isLast))
    handler.refuse('States.ALL must appear alone, and in the last Retrier or Catcher', pointer);
  return errors;
}

/**
 * Whether a retrier or catcher names the failure. States.ALL matches all but States.Runtime, States.TaskFailed all but
 * States.Timeout and States.Runtime too (Developer Guide, "Error names"); a failure without a name only States.ALL.
 */
export function matchesFailure(errors: readonly string[], { error, heartbeat, terminal }: Failure): boolean {
  return errors.some((name) => {
    if (name === error) return true;
    if (terminal || error === 'States.Runtime') return false;
    if (name === 'States.ALL') return true;
    if (name === 'States.HeartbeatTimeout') return heartbeat === true;
    return name === 'States.TaskFailed' && error !== undefined && error !== 'States.Timeout';
  });
}

/** Milliseconds until the attempt that follows `attempts` earlier retries. */
export function retryDelay(retrier: Retrier, attempts: number, random: () => number): number {
  const grown = retrier.intervalSeconds * retrier.backoffRate ** attempts;
  const seconds = Math.min(grown, retrier.maxDelaySeconds ?? Number.POSITIVE_INFINITY, mostSeconds);
  return Math.round((retrier.jitter ? seconds * random() : seconds) * 1000);
}
