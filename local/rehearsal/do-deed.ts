import { answerPlace, type PlaceAnswer } from '../../functions/check-ins/answer-place.ts';
import { checkIn } from '../../functions/check-ins/check-in.ts';
import { markRegister } from '../../functions/check-ins/mark-register.ts';
import { participant } from '../../functions/domain/participant.ts';
import type { BeginLegDeps } from '../../functions/driving/begin-leg.ts';
import { answerPromise } from '../../functions/nominations/answer-promise.ts';
import { commitmentTextVersion } from '../../functions/nominations/commitment.ts';
import { decideNomination } from '../../functions/nominations/decide-nomination.ts';
import { participantIdFor } from '../../functions/nominations/enrol.ts';
import { beginDraft, savePage } from '../../functions/nominations/nomination-draft.ts';
import type { FormPage } from '../../functions/nominations/nomination-form.ts';
import { submitNomination } from '../../functions/nominations/submit-nomination.ts';
import { acknowledgeInSchoolDay } from '../../functions/participants/acknowledge-in-school-day.ts';
import { confirmDetails } from '../../functions/participants/confirm-details.ts';
import { decideGate } from '../../functions/participants/decide-gate.ts';
import { saveDepartmentPlan, saveDepartmentReview } from '../../functions/participants/department.ts';
import { logInSchoolDay } from '../../functions/participants/log-in-school-day.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import { key } from '../../functions/platform/keys.ts';
import { readCohort, readProgramme } from '../../functions/programmes/read-programme.ts';
import type { Deed } from './deed.ts';

/** A person of a rehearsal, and under which reference the world knows them. */
export interface Rehearsed {
  readonly person: number;
  readonly cohortId: string;
  reference?: string;
}

/** A nomination was refused, and with it a whole life: the rehearsal would be of others than it says. */
export class NotNominated extends Error {
  override readonly name = 'NotNominated';
}

/**
 * Does what somebody does, by the use case that their page would call. What is not possible any more changes nothing, as
 * it would on the page; only a nomination has to succeed.
 */
export async function doDeed(deps: BeginLegDeps, who: Rehearsed, deed: Deed): Promise<void> {
  if (deed.does === 'nominate') {
    who.reference = await nominate(deps, who);
    return;
  }
  if (who.reference === undefined) throw new NotNominated(`Person ${who.person} does something before all else`);
  await doOf(deps, who.reference, participantIdFor(who.reference), deed);
}

/** Everything but the nomination itself. */
async function doOf(
  deps: BeginLegDeps,
  reference: string,
  id: string,
  deed: Exclude<Deed, { does: 'nominate' }>,
): Promise<unknown> {
  const by = 'rehearsal';
  switch (deed.does) {
    case 'promise':
      return answerPromise(deps, reference, {
        role: deed.role,
        state: deed.state,
        reason: '',
        textVersion: commitmentTextVersion,
      });
    case 'decide':
      return decideNomination(deps, reference, { outcome: deed.outcome, reason: 'Sample reason', by });
    case 'confirm-details':
      return confirmDetails(deps, id, { name: 'Sample Teacher', needs: '' });
    case 'check-in':
      return checkInWithCode(deps, id, deed.sessionId);
    case 'answer-place':
      return answerPlace(deps, id, deed.sessionId, placeAnswer(deed.says));
    case 'mark-attended':
      return markRegister(deps, id, deed.sessionId, 'attended');
    case 'log-in-school':
      return logInSchoolDay(deps, id, {
        id: deed.dayId,
        date: deed.date,
        amount: 0.5,
        activity: 'Sample activity',
        reflection: '',
      });
    case 'note-in-school':
      return acknowledgeInSchoolDay(deps, id, deed.dayId);
    case 'save-plan':
      return saveDepartmentPlan(deps, id, 'Sample aims');
    case 'save-review':
      return saveDepartmentReview(deps, id, { term: deed.term, reached: 4, of: 7, note: '' });
    case 'decide-gate':
      return decideOpenGate(deps, id, deed.gate, deed.outcome);
    case 'leave':
      return withdrawParticipant(deps, id, { reason: deed.reason, note: '', by });
  }
}

async function checkInWithCode(deps: BeginLegDeps, id: string, sessionId: string): Promise<unknown> {
  const facts = await deps.table.get(key.driven('participant', id), participant);
  const { sessions } = await readCohort(deps.table, facts?.cohortId ?? '');
  const code = sessions.find((session) => session.id === sessionId)?.checkInCode ?? '';
  return checkIn(deps, id, sessionId, code);
}

function placeAnswer(says: PlaceAnswer['says']): PlaceAnswer {
  switch (says) {
    case 'coming':
      return { says };
    case 'was-there':
      return { says, evidence: 'Sample evidence' };
    case 'cannot-come':
    case 'missed-it':
      return { says, reason: 'Sample reason' };
  }
}

/** A lead decides on a gate that a participant stands at, and on no other. */
async function decideOpenGate(
  deps: BeginLegDeps,
  id: string,
  gate: string,
  outcome: 'extend' | 'waive',
): Promise<unknown> {
  const facts = await deps.table.get(key.driven('participant', id), participant);
  if (!facts) return undefined;
  const { gates } = await readProgramme(deps.table, facts.programme);
  if (gates.find((each) => each.key === gate)?.status !== facts.status) return undefined;
  return decideGate(deps, id, { gate, outcome, reason: 'Sample reason', by: 'rehearsal' });
}

/** Nominates by the form's own pages and answers the reference. */
async function nominate(deps: BeginLegDeps, { person, cohortId }: Rehearsed): Promise<string> {
  const draft = await beginDraft(deps, cohortId);
  if (!draft.begun) throw new NotNominated('The window is closed');
  const pages = formOf(person);
  for (const [page, answers] of Object.entries(pages)) await savePage(deps, draft.id, page as FormPage, answers);
  const submitted = await submitNomination(deps, draft.id);
  if (!submitted.submitted) throw new NotNominated(`Person ${person} is not nominated: ${submitted.why}`);
  return submitted.reference;
}

/** Everybody has a school and a head of their own. */
function formOf(person: number): Partial<Record<FormPage, Record<string, string>>> {
  const at = `school-${person}.example.org`;
  const urn = String(100_000 + (person % 900_000));
  return {
    school: { school: urn },
    found: { schoolName: `Sample School ${person}`, urn, place: '', reasons: '' },
    you: { yourName: 'Sample Nominator', yourEmail: `maths@${at}`, yourRole: 'Head of mathematics' },
    nominee: { nomineeName: 'Sample Teacher', nomineeEmail: `teacher@${at}`, nomineeRole: 'Teacher' },
    career: { earlyCareer: 'no' },
    passion: { passion: 'Sample words about mastery.' },
    'track-record': { workedWhere: 'both', trackRecord: 'Sample words about colleagues.' },
    head: { headIs: 'another', headName: 'Sample Head', headEmail: `head@${at}` },
    'subject-leader': { subjectLeadAware: 'yes' },
    needs: { needs: '' },
  };
}
