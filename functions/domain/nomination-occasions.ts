import * as v from 'valibot';
import { linkRequestBases } from './link-requests.ts';
import { type Moments, nominationBit } from './moments.ts';
import {
  type Nomination,
  offeredRole,
  type Promised,
  type PromisingRole,
  passedAt,
  promiseOf,
  promisingRole,
  promisingRolesOf,
} from './nomination.ts';
import { parseOffset } from './offset.ts';
import type { RecipientRole } from './people.ts';
import type { PromptRow } from './prompt.ts';
import type { NominationFact, NominationPrompt } from './prompt-rule.ts';
import { type Base, type CompiledPrompt, momentOf, occasionsFrom, type TimedOccasion } from './timetable.ts';
import type { NominationView } from './views.ts';

type NominationOccasion = TimedOccasion<NominationPrompt>;

/** Whoever is to take over a colleague's place is asked when the window is long closed. */
const replacementOpen = '+15 wd 17:00';

/** When an open nomination expires (epoch ms): a grace after the window closed, or after it was sent where that was later. */
export function expiryOf({ submittedAt, replaces }: Pick<Nomination, 'submittedAt' | 'replaces'>, moments: Moments) {
  const { calendar, closesAt, programme } = moments;
  if (replaces) return momentOf(calendar, Date.parse(submittedAt), parseOffset(replacementOpen), 'later');
  const base = Math.max(closesAt, Date.parse(submittedAt));
  return momentOf(calendar, base, parseOffset(programme.rules.nomination.expires), 'later');
}

/** The occasions of a nomination's prompts that are marked for its present status. */
export function nominationOccasions(view: NominationView, moments: Moments, now: number): NominationOccasion[] {
  const bit = nominationBit(view.nomination.status);
  return moments.ofNominations
    .filter(({ statuses }) => (statuses & bit) !== 0)
    .flatMap((prompt) => occasionsOf(view, moments, prompt, now));
}

/** The occasion that a row of the ledger is of, as the facts have it now; none when it is gone. */
export function nominationOccasionOfRow(
  view: NominationView,
  moments: Moments,
  key: string,
  { prompt }: PromptRow,
  now: number,
): NominationOccasion | undefined {
  const compiled = moments.ofNominations.find(({ rule }) => rule.key === prompt);
  return compiled && occasionsOf(view, moments, compiled, now).find((occasion) => occasion.key === key);
}

/** Whether an occasion is to be sent when its moment comes, as far as is known now. */
export function isNominationWanted(view: NominationView, occasion: NominationOccasion): boolean {
  const { onlyIf, unless, about } = occasion.rule;
  // Who nominates on the last day knows that nominations close soon.
  if (about === 'close' && occasion.at < sinceOf(view.nomination)) return false;
  return (
    (occasion.statuses & nominationBit(view.nomination.status)) !== 0 &&
    onlyIf.every((fact) => holdsOf(fact, view.nomination, occasion.occasion.role)) &&
    !unless.some((fact) => holdsOf(fact, view.nomination, occasion.occasion.role))
  );
}

function holdsOf(fact: NominationFact, nomination: Nomination, role: RecipientRole): boolean {
  const awaited = (each: PromisingRole) => promiseOf(nomination, each).state === 'awaited';
  const roles = promisingRolesOf(nomination);
  switch (fact) {
    case 'recipient-awaited':
      return v.is(promisingRole, role) ? nomination.promises[role]?.state === 'awaited' : roles.some(awaited);
    case 'someone-awaited':
      return roles.some(awaited);
    case 'offer-open':
      return isOfferOpenTo(nomination, role);
    case 'carry-open':
      return nomination.carry?.state === 'asked';
  }
}

/** A place is offered, nobody has passed on it, and this recipient has not answered already. */
function isOfferOpenTo({ offer }: Nomination, role: RecipientRole): boolean {
  if (!offer || passedAt(offer) !== undefined) return false;
  return !v.is(offeredRole, role) || offer.answers[role] === undefined;
}

function occasionsOf(
  view: NominationView,
  moments: Moments,
  prompt: CompiledPrompt<NominationPrompt>,
  now: number,
): NominationOccasion[] {
  return basesOf(view, moments, prompt.rule, now).flatMap((base) => occasionsFrom(moments.calendar, prompt, base));
}

/** Since when a nomination is one for its present cohort (epoch ms). */
function sinceOf({ submittedAt, carriedFrom }: Nomination): number {
  return Date.parse(carriedFrom?.at ?? submittedAt);
}

function basesOf(view: NominationView, moments: Moments, { about }: NominationPrompt, now: number): Base[] {
  const { nomination } = view;
  const expiresAt = expiryOf(nomination, moments);
  const { carriedFrom, duplicateAt, carry } = nomination;
  // What a nomination is told in one cohort it may have to be told again in the next.
  const again = carriedFrom ? `@${nomination.cohortId}` : '';
  switch (about) {
    case 'submission':
      return [{ anchor: `self${again}`, at: sinceOf(nomination), about: 'the nomination', expiresAt }];
    case 'close':
      return nomination.replaces
        ? []
        : [{ anchor: `close${again}`, at: moments.closesAt, about: 'the end of nominations', expiresAt }];
    case 'duplicate':
      return duplicateAt ? [{ anchor: `duplicate:${duplicateAt}`, at: Date.parse(duplicateAt), about: 'it' }] : [];
    case 'carry':
      return carry ? [{ anchor: `carry:${carry.at}`, at: Date.parse(carry.at), about: 'another cohort' }] : [];
    case 'status':
      return [
        { anchor: `status:${nomination.statusSince}`, at: Date.parse(nomination.statusSince), about: 'the nomination' },
      ];
    case 'wrong-person':
      return promisingRolesOf(nomination).flatMap((role) => wrongPerson(promiseOf(nomination, role), role, expiresAt));
    case 'promise':
      return promisingRolesOf(nomination).map((role) => promiseBase(view, moments, role, now));
    case 'link-request':
      return linkRequestBases(nomination);
  }
}

function wrongPerson(promised: Promised, role: PromisingRole, expiresAt: number): Base[] {
  if (promised.state !== 'not-me' || promised.at === undefined) return [];
  const at = Date.parse(promised.at);
  return [{ anchor: `wrong-person:${role}${roundOf(promised)}`, at, about: words[role], expiresAt }];
}

const words: Record<PromisingRole, string> = {
  head: 'the headteacher',
  nominee: 'the nominee',
  partner: 'the second nominee',
};

/** "the headteacher, the nominee and the second nominee" */
export function nameRoles(roles: readonly PromisingRole[]): string {
  const named = roles.map((role) => words[role]);
  return named.length > 2 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : named.join(' and ');
}

/**
 * A promise is counted from when its person was asked: from the first e-mail about it, and before there is one, from the
 * moment from which they may be asked. Whoever is named later is asked anew, and chased by their own count.
 */
function promiseBase(
  { nomination, prompts }: NominationView,
  moments: Moments,
  role: PromisingRole,
  now: number,
): Base {
  const promised = promiseOf(nomination, role);
  const anchor = `promise:${role}${roundOf(promised)}`;
  const asked = prompts.filter((row) => row.anchor === anchor).map(({ queuedAt }) => Date.parse(queuedAt));
  const first = promised.round === undefined ? Date.parse(nomination.submittedAt) : now;
  const mayBeAsked = promised.askFrom === undefined ? first : Math.max(first, Date.parse(promised.askFrom));
  return {
    anchor,
    at: asked.length > 0 ? Math.min(...asked) : mayBeAsked,
    about: words[role],
    only: role,
    expiresAt: expiryOf(nomination, moments),
  };
}

function roundOf({ round }: Promised): string {
  return round === undefined ? '' : `@${round}`;
}
