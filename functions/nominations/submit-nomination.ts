import * as v from 'valibot';
import type { Cohort } from '../domain/cohort.ts';
import { newDriven } from '../domain/driven.ts';
import { type Instant, nominationId } from '../domain/ids.ts';
import { isOver, type Nomination, nomination, type Promised } from '../domain/nomination.ts';
import type { Contact, People } from '../domain/people.ts';
import { privacyVersion } from '../domain/privacy-notice.ts';
import { readAs } from '../domain/read-as.ts';
import { type BeginLegDeps, beginLeg } from '../driving/begin-leg.ts';
import { newFacts } from '../driving/change-facts.ts';
import { newPeople } from '../people/found-row.ts';
import { days, shiftInstant } from '../platform/clock.ts';
import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import { newReference } from '../platform/random.ts';
import type { Table, Write } from '../platform/table.ts';
import { readCohort } from '../programmes/read-programme.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';
import { type Limit, takeLimit } from '../web/take-limit.ts';
import { type NominationDraft, readDraft } from './nomination-draft.ts';
import { type CompleteForm, readCompleteForm } from './nomination-form.ts';
import { emailHash } from './normalise-email.ts';
import { noteDuplicate } from './note-duplicate.ts';
import { noteNominated } from './note-nominated.ts';
import { type AskReserved, reserveAsk } from './reserve-ask.ts';
import { sameness } from './sameness.ts';

export type Submitted =
  | { readonly submitted: true; readonly reference: string }
  | { readonly submitted: false; readonly why: 'unknown' | 'incomplete' | 'closed' }
  | { readonly submitted: false; readonly why: 'too-many'; readonly tryAgainAt: Instant };

/** How long after the window closed a form that was begun in time may still be sent; it is marked late. */
const graceMs = days(1);
/** One person, or one school, sends no more than this in a day. */
const mostPerDay = 10;
/** Access needs end by themselves. */
const needsDays = 365;

/** Who hands a form in: whoever filled it in themselves, or an admin who has it from elsewhere. */
export interface Sender {
  /** `nominator`, or an admin's id at the identity provider. */
  readonly by: string;
  readonly why: string;
}

const byForm: Sender = { by: 'nominator', why: 'sent by form' };

/**
 * Turns a complete form into a nomination: its facts, the people around it, its place in the cohort's list and the mark
 * on the form in one transaction, then the first leg of its execution (the sweep begins it if the process dies before).
 *
 * The same form sent twice, and the same person nominated twice by one school for one cohort, answer with the same
 * reference. Head and nominee are asked by e-mail at once, or on the first day on which nobody else asks them.
 */
export async function submitNomination(
  deps: BeginLegDeps,
  draftId: string,
  sender: Sender = byForm,
): Promise<Submitted> {
  return retryChange<Submitted>(async (attempt) => {
    const draft = await readDraft(deps, draftId);
    if (!draft) return { submitted: false, why: 'unknown' };
    if (draft.reference) return begin(deps, draft.reference);
    const outcome = await trySubmit(deps, { draftId, draft, sender, countIt: sender === byForm && attempt === 0 });
    return outcome?.submitted ? begin(deps, outcome.reference) : outcome;
  });
}

async function begin(deps: BeginLegDeps, reference: string): Promise<Submitted> {
  await beginLeg(deps, { kind: 'nomination', id: reference, after: 0, because: 'first' });
  return { submitted: true, reference };
}

interface Sending {
  readonly draftId: string;
  readonly draft: NominationDraft;
  readonly sender: Sender;
  /** Strangers may send so many a day. */
  readonly countIt: boolean;
}

/** Nothing when something changed between reading and writing: read again. */
async function trySubmit(
  deps: BeginLegDeps,
  { draftId, draft, sender, countIt }: Sending,
): Promise<Submitted | undefined> {
  const form = readCompleteForm(draft.kind, draft.answers);
  if (!form) return { submitted: false, why: 'incomplete' };
  const { cohort } = await readCohort(deps.table, draft.cohortId);
  const now = deps.clock.now();
  if (!isTaken(cohort, now)) return { submitted: false, why: 'closed' };
  const refused = countIt ? await countSubmission(deps, form) : undefined;
  if (refused) return refused;
  const hash = samenessOf(cohort.id, form);
  const same = (await findSame(deps.table, [hash])).get(hash) ?? {};
  const reference = same.standing ?? newReference();
  const closeDraft = closingOf(draftId, draft, reference);
  const writes = same.standing
    ? [closeDraft, ...(await noteDuplicate(deps.table, same.standing, form.nominator, now))]
    : [...(await newNomination(deps.table, { reference, cohort, form, now, sender, replaces: same.over })), closeDraft];
  const { ok } = await deps.table.transact(writes);
  deps.log.info('nomination submitted', {
    id: reference,
    correlation: reference,
    cohort: cohort.id,
    same: Boolean(same.standing),
    written: ok,
  });
  return ok ? { submitted: true, reference } : undefined;
}

async function countSubmission(deps: BeginLegDeps, form: CompleteForm): Promise<Submitted | undefined> {
  const limits: Limit[] = [`nominator#${emailHash(form.nominator.email)}`, `school#${form.school.urn}`].map((what) => ({
    what: `nominate#${what}`,
    most: mostPerDay,
    windowMs: days(1),
  }));
  for (const limit of limits) {
    const taken = await takeLimit(deps, limit);
    if (!taken.ok) return { submitted: false, why: 'too-many', tryAgainAt: taken.tryAgainAt };
  }
  return undefined;
}

const submission = v.object({ pk: v.string(), reference: v.string() });

/** An earlier nomination of the same person by the same school for the same cohort: one that stands, or one that is over. */
export interface Same {
  readonly standing?: string;
  readonly over?: string;
}

/** The nominations that there are by what makes two of them one (`samenessOf`). */
export async function findSame(table: Table, hashes: readonly string[]): Promise<Map<string, Same>> {
  const rows = await table.getMany([...new Set(hashes)].map(key.submission), submission);
  const earlier = await table.getMany(
    rows.map(({ reference }) => key.driven('nomination', reference)),
    nomination,
  );
  const standing = new Set<string>(earlier.filter(({ status }) => !isOver(status)).map(({ id }) => id));
  const byPlace = new Map(
    rows.map(({ pk, reference }) => [pk, standing.has(reference) ? { standing: reference } : { over: reference }]),
  );
  return new Map(
    hashes.flatMap((hash) => {
      const same = byPlace.get(key.submission(hash).pk);
      return same ? [[hash, same] as const] : [];
    }),
  );
}

export function samenessOf(cohortId: string, form: CompleteForm): string {
  return sameness(cohortId, form.school.urn, nomineesOf(form));
}

/** Whether a form that was begun in time may still be sent. */
export function isTaken({ closesAt }: Pick<Cohort, 'closesAt'>, now: Instant): boolean {
  return now <= shiftInstant(closesAt, graceMs);
}

/** The teacher, or both of a pair. */
function nomineesOf({ nominee, pair }: CompleteForm): { readonly name: string; readonly email: string }[] {
  return [nominee, ...(pair ? [pair] : [])];
}

/** What remains of a sent form is its reference: the answers are in the nomination now. */
function closingOf(draftId: string, draft: NominationDraft, reference: string): Write {
  return {
    kind: 'update',
    key: key.draft(draftId),
    set: { reference, answers: {} },
    where: { revision: draft.revision, reference: absent },
  };
}

interface NewNomination {
  readonly reference: string;
  readonly cohort: Cohort;
  readonly form: CompleteForm;
  readonly now: Instant;
  readonly sender: Sender;
  /** An earlier nomination of the same person that is over. */
  readonly replaces?: string | undefined;
}

async function newNomination(table: Table, made: NewNomination): Promise<Write[]> {
  const { reference, cohort, form, now } = made;
  const head = await reserveAsk(table, form.head.email, now);
  const nominee = await reserveAsk(table, form.nominee.email, now);
  const partner = form.pair && (await reserveAsk(table, form.pair.email, now, [nominee]));
  const asks = { head, nominee, partner };
  const addresses = nomineesOf(form).map(({ email }) => email);
  const known = await noteNominated(
    table,
    { id: readAs(nominationId, reference), cohortId: cohort.id, addresses },
    now,
  );
  const subject = key.driven('nomination', reference);
  return [
    { kind: 'put', item: { ...subject, ...newFacts(nomination, { ...factsOf(made, asks), alike: known.alike }, now) } },
    ...known.writes,
    ...newPeople(recordOf(made), peopleOf(form)),
    {
      kind: 'put',
      item: {
        ...key.cohortNomination(cohort.id, reference),
        id: reference,
        schoolName: form.school.name,
        submittedAt: now,
      },
    },
    {
      kind: 'put',
      item: { ...key.submission(samenessOf(cohort.id, form)), reference },
      ...(made.replaces && { where: { reference: made.replaces } }),
    },
    logLine({ kind: 'nomination', id: reference, cohortId: cohort.id }, 'v1', {
      what: 'nomination received',
      to: 'awaiting-promises',
      why: isLate(made) ? `${made.sender.why}, after the window had closed` : made.sender.why,
      by: made.sender.by,
      at: now,
    }),
    ...[head, nominee, partner].flatMap((ask) => (ask ? [ask.write] : [])),
    ...needsOf(made),
  ];
}

function recordOf({ reference, cohort, form: { school } }: Pick<NewNomination, 'reference' | 'cohort' | 'form'>) {
  const { id: cohortId } = cohort;
  return { kind: 'nomination', id: reference, cohortId, schoolUrn: school.urn, schoolName: school.name } as const;
}

function factsOf(
  { reference, cohort, form, now, sender }: NewNomination,
  asks: { head: AskReserved; nominee: AskReserved; partner: AskReserved | undefined },
): Record<string, unknown> {
  const promiseOf = ({ askFrom }: AskReserved): Promised => ({
    state: 'awaited',
    ...(askFrom && { askFrom }),
  });
  const facts: Omit<Nomination, 'id'> & { id: string } = {
    ...recordOf({ reference, cohort, form }),
    programme: cohort.programme,
    status: 'awaiting-promises',
    statusSince: now,
    submittedAt: now,
    late: isLate({ cohort, now }),
    promises: {
      head: promiseOf(asks.head),
      nominee: promiseOf(asks.nominee),
      ...(asks.partner && { partner: promiseOf(asks.partner) }),
    },
    ...(form.pair && { pair: { partnerRole: form.pair.role, experience: form.pair.experience } }),
    eligibility: { reasons: [...form.reasons] },
    nominatorRole: form.nominator.role,
    // Whoever wrote it elsewhere had no notice of ours before them.
    ...(sender === byForm && { privacyVersion }),
    headIsNominator: form.headIsNominator,
    statements: form.statements,
    nomineeRole: form.nominee.role,
    subjectLeadAware: form.subjectLeadAware,
    questions: [],
    alike: [],
    ...newDriven(reference, now),
  };
  return facts;
}

/** Kept for as long as the sessions of a first year may need it. */
function needsOf({ reference, form, now }: NewNomination): Write[] {
  if (!form.needs) return [];
  const expiresAt = Math.floor(Date.parse(shiftInstant(now, days(needsDays))) / 1000);
  return [{ kind: 'put', item: { ...key.nominationNeeds(reference), needs: form.needs, expiresAt } }];
}

function isLate({ cohort, now }: Pick<NewNomination, 'cohort' | 'now'>): boolean {
  return Date.parse(now) >= Date.parse(cohort.closesAt);
}

function peopleOf({ nominator, nominee, pair, head }: CompleteForm): People {
  const contact = ({ name, email }: { name: string; email: string }): Contact => ({
    name,
    email,
    emailState: 'ok',
    linkEpoch: 0,
  });
  return {
    nominator: contact(nominator),
    nominee: contact(nominee),
    head: contact(head),
    ...(pair && { partner: contact(pair) }),
  };
}
