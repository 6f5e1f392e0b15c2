import { Temporal } from 'temporal-polyfill';
import { type CronFields, nextDay, parseCron } from './cron.ts';

/** When a schedule is due. */
export type ScheduleExpression =
  | { readonly kind: 'rate'; readonly everyMs: number }
  | { readonly kind: 'cron'; readonly fields: CronFields; readonly timeZone: string }
  | { readonly kind: 'at'; readonly when: number };

/** An expression is not one, or is one that AWS would refuse. */
export class InvalidSchedule extends Error {
  override readonly name = 'InvalidSchedule';
}

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * `rate(15 minutes)`, `cron(0 8 ? * MON-FRI *)` or `at(2026-09-01T09:00:00)`, the latter two in the time zone. Throws
 * `InvalidSchedule`. (EventBridge user guide, "Schedule types".)
 */
export function parseSchedule(expression: string, timeZone = 'UTC'): ScheduleExpression {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim()) ?? [];
  try {
    if (kind === 'rate') return parseRate(inner);
    if (kind === 'cron') return { kind, fields: parseCron(inner), timeZone: checkZone(timeZone) };
    if (kind === 'at')
      return { kind, when: Temporal.PlainDateTime.from(inner).toZonedDateTime(timeZone).epochMilliseconds };
  } catch (cause) {
    throw new InvalidSchedule(`${expression}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  throw new InvalidSchedule(`${expression} is neither rate(…), cron(…) nor at(…).`);
}

/**
 * The first moment after `after` (epoch ms) at which a cron or at expression is due, undefined when there is none any
 * more. A time that a clock change leaves out is skipped, and one that it repeats is due once, the first time.
 */
export function nextMoment(
  expression: Exclude<ScheduleExpression, { kind: 'rate' }>,
  after: number,
): number | undefined {
  if (expression.kind === 'at') return expression.when > after ? expression.when : undefined;
  const { fields, timeZone } = expression;
  const begin = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone);
  for (let day = nextDay(fields, begin.toPlainDate()); day; day = nextDay(fields, day.add({ days: 1 }))) {
    for (const hour of fields.hours) {
      for (const minute of fields.minutes) {
        const moment = momentOf(day.toPlainDateTime({ hour, minute }), timeZone);
        if (moment !== undefined && moment > after) return moment;
      }
    }
  }
  return undefined;
}

function momentOf(wall: Temporal.PlainDateTime, timeZone: string): number | undefined {
  const moment = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return moment.toPlainDateTime().equals(wall) ? moment.epochMilliseconds : undefined;
}

function parseRate(inner: string): ScheduleExpression {
  const [, count = '', unit = '', plural = ''] = /^(\d+) (minute|hour|day)(s?)$/.exec(inner) ?? [];
  const unitMs = units[unit];
  const number = Number(count);
  if (unitMs === undefined || number === 0) throw new RangeError('a rate is a whole number and minutes, hours or days');
  if ((number === 1) === (plural === 's')) throw new RangeError('1 takes the singular, more the plural');
  return { kind: 'rate', everyMs: number * unitMs };
}

function checkZone(timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone).timeZoneId;
}
