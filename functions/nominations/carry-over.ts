import * as v from 'valibot';
import type { Cohort } from '../domain/cohort.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import { type Nomination, type Promised, promisesOf } from '../domain/nomination.ts';
import { parseOffset } from '../domain/offset.ts';
import type { People } from '../domain/people.ts';
import { momentOf } from '../domain/timetable.ts';
import { readPeople } from '../driving/read-people.ts';
import { moveFound } from '../people/found-row.ts';
import { absent, present } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import { readCohort, readProgramme } from '../programmes/read-programme.ts';
import {
  changeNomination,
  type NominationDeps,
  type NominationRead,
  type NominationVerdict,
} from './change-nomination.ts';
import { readPlaces } from './change-places.ts';
import { reserveAsk } from './reserve-ask.ts';
import { sameness } from './sameness.ts';

export type CarryAsked = 'asked' | 'not-waiting' | 'unknown';
export type CarryAnswered = 'carried' | 'refused' | 'not-asked' | 'nominated-there' | 'unknown';

/** Whether a nomination for one cohort could go on to another: the same programme, whose window has not closed. */
export function isNextCohort(from: Cohort, to: Cohort, now: string): boolean {
  return to.id !== from.id && to.programme.key === from.programme.key && Date.parse(to.closesAt) > Date.parse(now);
}

/** Asks the school of everybody on a cohort's waiting list whether the nomination may go on to another cohort. */
export async function askToCarry(
  deps: NominationDeps,
  cohortId: string,
  { to, by }: { readonly to: Cohort; readonly by: string },
): Promise<{ readonly id: string; readonly outcome: CarryAsked }[]> {
  const asked: { id: string; outcome: CarryAsked }[] = [];
  for (const id of (await readPlaces(deps.table, cohortId)).waiting)
    asked.push({ id, outcome: await askOne(deps, id, to, by) });
  return asked;
}

async function askOne(deps: NominationDeps, id: string, to: Cohort, by: string): Promise<CarryAsked> {
  const asked = await changeNomination<CarryAsked>(deps, id, async (view, now) => {
    const { carry, status } = view.nomination;
    if (status !== 'waitlisted') return { outcome: 'not-waiting' };
    if (carry?.to === to.id) return { outcome: 'asked' };
    const set = {
      carry: { to: to.id, at: now, answerBy: await answerBy(deps.table, view, now), state: 'asked' as const },
    };
    return { outcome: 'asked', change: { set, what: 'asked about the next cohort', why: to.title, by } };
  });
  return asked ?? 'unknown';
}

async function answerBy(table: Table, view: NominationRead, now: string): Promise<string> {
  const programme = await readProgramme(table, view.cohort.programme);
  const { calendar } = momentsFor(programme, view.cohort, view.sessions);
  const at = momentOf(calendar, Date.parse(now), parseOffset(programme.rules.nomination.carryStands), 'later');
  return new Date(at).toISOString();
}

/**
 * Records whether the school wants its nomination to go on to the next cohort. With a yes it goes at once: off this
 * list, onto the next cohort's, with all that was written; whoever promised is asked again, since the dates are others.
 * The same answer twice is one.
 */
export async function answerCarry(deps: NominationDeps, id: string, answer: 'yes' | 'no'): Promise<CarryAnswered> {
  const answered = await changeNomination<CarryAnswered>(deps, id, async (view, now) => {
    const { carry, status, carriedFrom } = view.nomination;
    if (answer === 'yes' && carry?.state === 'agreed' && carriedFrom) return { outcome: 'carried' };
    if (!carry || status !== 'waitlisted') return { outcome: 'not-asked' };
    if (answer === 'yes') return carryOver(deps.table, view, carry, now);
    if (carry.state === 'refused') return { outcome: 'refused' };
    const set = { carry: { ...carry, state: 'refused' as const } };
    return { outcome: 'refused', change: { set, what: 'next cohort refused', why: '', by: 'nominator' } };
  });
  return answered ?? 'unknown';
}

async function carryOver(
  table: Table,
  { nomination: facts, cohort }: NominationRead,
  carry: NonNullable<Nomination['carry']>,
  now: string,
): Promise<NominationVerdict<CarryAnswered>> {
  const { cohort: next } = await readCohort(table, carry.to);
  const people = await readPeople(table, 'nomination', facts.id);
  const taken = await sameThere(table, facts, people, next);
  if (taken) return { outcome: 'nominated-there' };
  const asks = await askAgain(table, facts, people, now);
  return {
    outcome: 'carried',
    change: {
      to: 'awaiting-promises',
      set: {
        cohortId: next.id,
        programme: next.programme,
        promises: asks.promises,
        carry: { ...carry, state: 'agreed' },
        carriedFrom: { cohortId: cohort.id, at: now },
        late: false,
      },
      remove: ['decision', 'offer'],
      writes: [
        ...membership(facts, next),
        ...(await moveFound(table, facts, { cohortId: next.id })),
        samenessWrite(facts, people, next),
        ...asks.writes,
      ],
      what: 'carried to the next cohort',
      why: next.title,
      by: 'nominator',
    },
  };
}

/** The dates are others, so every promise is asked again, as a round of its own. */
async function askAgain(table: Table, facts: Nomination, people: People, now: string) {
  const writes: Write[] = [];
  const promises: Record<string, Promised> = {};
  for (const { role, round } of promisesOf(facts)) {
    const email = people[role]?.email;
    const ask = email === undefined ? undefined : await reserveAsk(table, email, now);
    if (ask) writes.push(ask.write);
    promises[role] = { state: 'awaited', round: (round ?? 0) + 1, ...(ask?.askFrom && { askFrom: ask.askFrom }) };
  }
  return { promises: { ...facts.promises, ...promises }, writes };
}

function membership({ id, cohortId, schoolName, submittedAt }: Nomination, next: Cohort): Write[] {
  const row = key.cohortNomination(next.id, id);
  return [
    { kind: 'put', item: { ...row, id, schoolName, submittedAt }, where: { anyOf: [{ pk: absent }, { pk: present }] } },
    { kind: 'update', key: key.cohortNomination(cohortId, id), set: { movedTo: next.id }, where: { pk: present } },
  ];
}

async function sameThere(table: Table, facts: Nomination, people: People, next: Cohort): Promise<boolean> {
  const row = key.submission(samenessIn(next, facts, people));
  return (await table.get(row, v.object({ reference: v.string() }))) !== undefined;
}

function samenessWrite(facts: Nomination, people: People, next: Cohort): Write {
  return { kind: 'put', item: { ...key.submission(samenessIn(next, facts, people)), reference: facts.id } };
}

function samenessIn({ id }: Cohort, { schoolUrn }: Nomination, { nominee, partner }: People): string {
  const nominees = [nominee, partner].filter((each) => each !== undefined);
  return sameness(id, schoolUrn, nominees);
}
