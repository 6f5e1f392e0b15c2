import type { Session } from '../domain/cohort.ts';
import type { SessionChange } from '../domain/session-change.ts';
import { factsAt } from '../domain/session-revisions.ts';
import { changesInWords } from '../domain/session-words.ts';
import { findSession } from '../programmes/find-session.ts';
import { changeSession } from '../sessions/change-session.ts';
import { previewChange } from '../sessions/preview-change.ts';
import { setSeats } from '../sessions/set-seats.ts';
import { problemPage } from '../web/problem-page.ts';
import type { ConsoleContext, ConsoleDeps } from './console-deps.ts';
import { doneAt, oneError } from './console-page.tsx';
import { type Asked, parseAsked, readAsked, refusalWords } from './session-change-form.ts';
import { sessionPage } from './session-page.tsx';
import { sessionPath } from './session-path.ts';
import { previewPage } from './session-preview.tsx';
import { zone } from './zone.ts';

interface Address {
  readonly cohort: string;
  readonly session: string;
}

export async function openSession(deps: ConsoleDeps, c: ConsoleContext, address: Address): Promise<Response> {
  const session = await findSession(deps.table, address.cohort, address.session);
  return session ? sessionPage(deps, c, session) : problemPage(deps, c, { kind: 'not-found' });
}

/** First what a change would do, then, once it is confirmed, the change. */
export async function postChange(deps: ConsoleDeps, c: ConsoleContext, address: Address): Promise<Response> {
  const session = await findSession(deps.table, address.cohort, address.session);
  const form = c.get('form');
  const asked = readAsked(form);
  if (!session || !asked) return problemPage(deps, c, { kind: 'not-found' });
  const parsed = parseAsked(asked, session);
  if (!parsed.ok) return sessionPage(deps, c, session, { ...asked, errors: parsed.errors });
  const change = withCode(parsed.change, form.text('code'));
  const request = {
    cohortId: address.cohort,
    sessionId: address.session,
    seen: asked.seen,
    change,
    reason: parsed.reason,
  };
  const answer =
    form.text('confirmed') === 'yes'
      ? await changeSession(deps, { ...request, by: c.get('signedIn').subject })
      : await previewChange(deps, request);
  switch (answer.outcome) {
    case 'preview':
      return previewPage(deps, c, answer, asked, change.change === 'split' ? change.checkInCode : '');
    case 'changed':
    case 'made-already':
      return doneAt(c, `${sessionPath(session)}/change`, 'session');
    case 'changed-meanwhile':
      return sessionPage(deps, c, answer.session, othersChange(asked, answer.session));
    case 'refused': {
      const { field, message } = refusalWords[answer.why];
      return sessionPage(deps, c, session, { ...asked, errors: oneError(field, message) });
    }
    case 'unknown':
      return problemPage(deps, c, { kind: 'not-found' });
  }
}

/** Notes how many the room holds. */
export async function postSeats(deps: ConsoleDeps, c: ConsoleContext, address: Address): Promise<Response> {
  const session = await findSession(deps.table, address.cohort, address.session);
  if (!session) return problemPage(deps, c, { kind: 'not-found' });
  const typed = c.get('form').text('seats').trim();
  if (!/^([1-9]\d{0,3})?$/.test(typed))
    return sessionPage(deps, c, session, { errors: oneError('seats', 'Enter how many, like 12') });
  const seats = typed === '' ? undefined : Number(typed);
  const by = c.get('signedIn').subject;
  await setSeats(deps, { cohortId: address.cohort, sessionId: address.session, seats, by });
  return doneAt(c, `${sessionPath(session)}/change`, 'seats');
}

/** The code that the preview made for a second sitting: the confirmation makes the same sitting. */
function withCode(change: SessionChange, code: string): SessionChange {
  return change.change === 'split' && /^[0-9A-Z]{4,12}$/.test(code) ? { ...change, checkInCode: code } : change;
}

/** Another admin came first: what they made of it, and what was typed, to be looked at again. */
function othersChange(asked: Asked, session: Session) {
  const what = changesInWords(factsAt(session, asked.seen), session, zone)
    .map(({ what, was, is }) => `${what}: ${is} (was: ${was})`)
    .join('; ');
  const message = `Somebody else changed this session meanwhile. ${what}. Look at it again before you change it`;
  return { ...asked, errors: oneError('facts', message) };
}
