import { askedAnchor, optOutSavedRule } from '../domain/built-in-mails.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import type { Contact, RoleWithPreferences } from '../domain/people.ts';
import type { JourneyView } from '../domain/views.ts';
import { readPeople } from '../driving/read-people.ts';
import { days, shiftInstant } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Write } from '../platform/table.ts';
import { readCohort } from '../programmes/read-programme.ts';
import { enterBuiltIn } from '../prompts/enter-built-in.ts';
import type { EnterDeps } from '../prompts/enter-prompt.ts';
import { retryChange } from '../web/retry-change.ts';

/** Where no term lies ahead. */
const withoutTermDays = 90;

/** Who chooses: somebody around a participant, or a cohort's lead. */
export interface Preferring {
  readonly kind: 'participant' | 'cohort';
  readonly id: string;
  readonly role: RoleWithPreferences;
}

/** Until when (ISO) reminders rest that are turned off now: the end of this term, or of the next one in the holidays. */
export function reminderRest(calendar: Pick<JourneyView, 'programme' | 'cohort' | 'sessions'>, now: string): string {
  const { terms } = momentsFor(calendar.programme, calendar.cohort, calendar.sessions);
  const ends = terms.map(({ endsAt }) => endsAt).filter((end) => end > Date.parse(now));
  return ends.length > 0 ? new Date(Math.min(...ends)).toISOString() : shiftInstant(now, days(withoutTermDays));
}

/** Until when somebody's reminders rest, where they do now. */
export function restsUntil({ nudgesOffUntil }: Contact, now: string): string | undefined {
  return nudgesOffUntil !== undefined && nudgesOffUntil > now ? nudgesOffUntil : undefined;
}

/**
 * Turns somebody's reminders off until the end of term, or on again. What concerns a place (a moved or cancelled session, a
 * decision) is sent all the same. Turning them off is confirmed by e-mail, with the way back. Twice is once.
 *
 * @param until when a rest would end
 */
export async function setReminders(
  deps: EnterDeps & { readonly log: Log },
  whose: Preferring,
  wanted: 'on' | 'off',
  until: string,
): Promise<'set' | 'unknown'> {
  return retryChange<'set' | 'unknown'>(async () => {
    const contact = await readContact(deps, whose);
    if (!contact) return 'unknown';
    const now = deps.clock.now();
    const since = restsUntil(contact, now) === undefined ? undefined : contact.nudgesOffSince;
    if (wanted === 'off' && since !== undefined) {
      // A crash may have come between the choice and its confirmation.
      await confirm(deps, whose, since);
      return 'set';
    }
    if (wanted === 'on' && contact.nudgesOffUntil === undefined) return 'set';
    const { ok } = await deps.table.write(choiceOf(whose, contact, wanted === 'off' ? { until, now } : undefined));
    deps.log.info('reminders set', { kind: whose.kind, id: whose.id, role: whose.role, wanted, written: ok });
    if (ok && wanted === 'off') await confirm(deps, whose, now);
    return ok ? 'set' : undefined;
  });
}

async function readContact({ table }: EnterDeps, { kind, id, role }: Preferring): Promise<Contact | undefined> {
  if (kind === 'cohort') return (await readCohort(table, id)).cohort.lead;
  return (await readPeople(table, 'participant', id))[role];
}

function choiceOf(
  { kind, id, role }: Preferring,
  { linkEpoch }: Contact,
  off: { readonly until: string; readonly now: string } | undefined,
): Write {
  const path = kind === 'cohort' ? 'lead' : `people.${role}`;
  const [until, since] = [`${path}.nudgesOffUntil`, `${path}.nudgesOffSince`];
  return {
    kind: 'update',
    key: kind === 'cohort' ? key.cohort(id) : key.people('participant', id),
    ...(off ? { set: { [until]: off.until, [since]: off.now } } : { remove: [until, since] }),
    where: { [`${path}.linkEpoch`]: linkEpoch },
  };
}

async function confirm(deps: EnterDeps, { kind, id, role }: Preferring, since: string): Promise<void> {
  await enterBuiltIn(deps, { kind, id }, optOutSavedRule, { anchor: askedAnchor('opt-out', since), role });
}
