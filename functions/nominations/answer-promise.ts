import { type Nomination, nomination, type Promised, type PromisingRole, promiseOf } from '../domain/nomination.ts';
import { changeFacts } from '../driving/change-facts.ts';
import { readPeople } from '../driving/read-people.ts';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';
import { type SuggestedContact, suggestionField } from './suggested-contact.ts';

export interface PromiseAnswer {
  readonly role: PromisingRole;
  readonly state: 'given' | 'refused' | 'not-me';
  readonly reason: string;
  /** The version of the words that they had before them. */
  readonly textVersion: string;
  /** With "not me": who is the right person, for the school to confirm. */
  readonly instead?: SuggestedContact | undefined;
}

export type PromiseAnswered =
  | { readonly answered: true }
  | { readonly answered: false; readonly why: 'unknown' | 'decided' };

/** While nobody has decided, those who promise may change their answers. */
export function isUndecided({ status }: Pick<Nomination, 'status'>): boolean {
  return status === 'awaiting-promises' || status === 'awaiting-decision' || status === 'asked';
}

/**
 * Records what somebody who promises answers, until the nomination is decided. The same answer twice is one; a later one
 * replaces it. "Not me" makes every link sent to that address useless; whoever is named instead is asked when the school confirms it.
 */
export async function answerPromise(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  id: string,
  answer: PromiseAnswer,
): Promise<PromiseAnswered> {
  return retryChange<PromiseAnswered>(async () => {
    const facts = await deps.table.get(key.driven('nomination', id), nomination);
    if (!facts) return { answered: false, why: 'unknown' };
    if (!isUndecided(facts)) return { answered: false, why: 'decided' };
    if (isSame(promiseOf(facts, answer.role), answer)) return { answered: true };
    const { ok } = await deps.table.transact(await writes(deps, facts, answer));
    deps.log.info('promise answered', { id, role: answer.role, state: answer.state, written: ok });
    return ok ? { answered: true } : undefined;
  });
}

function isSame(promised: Promised, { state, reason, textVersion }: PromiseAnswer): boolean {
  return promised.state === state && (promised.reason ?? '') === reason && promised.textVersion === textVersion;
}

async function writes(
  deps: { readonly table: Table; readonly clock: Clock },
  facts: Nomination,
  { role, state, reason, textVersion, instead }: PromiseAnswer,
): Promise<Write[]> {
  const now = deps.clock.now();
  const before = promiseOf(facts, role);
  const { askFrom, round } = before;
  const promised: Promised = { state, at: now, textVersion, ...(reason && { reason }), askFrom, round };
  const recorded: Write[] = [
    changeFacts(facts, now, {
      set: { [`promises.${role}`]: promised },
    }),
    logLine(facts, `v${facts.version + 1}`, {
      what: `promise of the ${role}`,
      from: before.state,
      to: state,
      why: reason,
      by: role,
      at: now,
    }),
  ];
  if (state !== 'not-me') return recorded;
  const epoch = (await readPeople(deps.table, 'nomination', facts.id))[role]?.linkEpoch ?? 0;
  return [
    ...recorded,
    {
      kind: 'update',
      key: key.people('nomination', facts.id),
      set: { [`people.${role}.linkEpoch`]: epoch + 1, ...(instead && { [suggestionField(role)]: instead }) },
      where: { [`people.${role}.linkEpoch`]: epoch },
    },
  ];
}
