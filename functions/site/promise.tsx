import type { Hono } from 'hono';
import * as v from 'valibot';
import { type PromisingRole, promiseOf } from '../domain/nomination.ts';
import type { People } from '../domain/people.ts';
import { answerPromise, isUndecided } from '../nominations/answer-promise.ts';
import { commitmentOf, commitmentTextVersion } from '../nominations/commitment.ts';
import type { SuggestedContact } from '../nominations/suggested-contact.ts';
import { listErrors } from '../pages/components/field-errors.tsx';
import type { LinkPurpose } from '../platform/links.ts';
import { readProgramme } from '../programmes/read-programme.ts';
import { alsoCheck, checkForm, choice, emailAddress, type FieldErrors, note, personName } from '../web/fields.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { maskName } from './mask-name.ts';
import { type NominationLink, openNominationLink } from './open-link.tsx';
import { NotMeNoted, PromiseKept } from './promise-kept.tsx';
import { PromisePage, type PromiseTyped } from './promise-page.tsx';
import { type PromiseView, promiseTitle } from './promise-view.ts';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';

const longestReason = 1000;

const form = v.pipe(
  v.object({
    answer: choice(['given', 'refused', 'not-me'], 'Select your answer'),
    refuseReason: note('your reason', longestReason),
    notMeNote: note('what you write', longestReason),
    insteadName: v.string(),
    insteadEmail: v.string(),
  }),
  alsoCheck((typed) => readInstead(typed)),
);

const named = v.object({
  insteadName: personName('the right person’s'),
  insteadEmail: emailAddress('the right person’s'),
});

/** Whom somebody named who is not the right person; nothing where they named nobody. */
function readInstead(typed: { answer: string; insteadName: string; insteadEmail: string }) {
  if (typed.answer !== 'not-me' || (typed.insteadName + typed.insteadEmail).trim() === '') return undefined;
  return checkForm(named, typed);
}

const roles: Partial<Record<LinkPurpose, PromisingRole>> = {
  'head-promise': 'head',
  'nominee-promise': 'nominee',
  'partner-promise': 'partner',
};

/** The pages of those who promise: opening them changes nothing, however often and by whom. */
export function promiseRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/promise/noted', (c) => sitePage(deps, c, { title: 'Thank you for telling us', children: <NotMeNoted /> }));
  app.get('/promise/:token', (c) => withPromise(deps, c, (opened) => show(deps, c, opened, untouched(opened), {})));
  app.post('/promise/:token', (c) => withPromise(deps, c, (opened) => answer(deps, c, opened)));
  app.get('/promise/:token/done', (c) => withPromise(deps, c, (opened) => showDone(deps, c, opened)));
}

interface OpenPromise extends NominationLink {
  readonly view: PromiseView;
  readonly address: string;
}

async function withPromise(
  deps: SiteDeps,
  c: SiteContext,
  answerWith: (opened: OpenPromise) => Promise<Response> | Response,
): Promise<Response> {
  const opened = await openNominationLink(deps, c, ['head-promise', 'nominee-promise', 'partner-promise']);
  if (opened instanceof Response) return opened;
  const { nomination, people, cohort, sessions } = opened;
  const programme = await readProgramme(deps.table, nomination.programme);
  const role = roles[opened.link.purpose] ?? 'nominee';
  const view: PromiseView = {
    role,
    nomination,
    commitment: commitmentOf(programme, sessions),
    hubName: cohort.hub.name,
    askedOf: maskName(people[role]?.name ?? ''),
    nomineeName: nomineeNames(people),
    nominatorName: people.nominator?.name ?? 'Your school',
  };
  return answerWith({ ...opened, view, address: `/promise/${opened.token}` });
}

/** The teacher, or both of a pair. */
function nomineeNames({ nominee, partner }: People): string {
  const names = [nominee?.name, partner?.name].filter((name) => name !== undefined);
  return names.join(' and ') || 'the teacher';
}

function untouched({ nomination, view }: OpenPromise): PromiseTyped {
  const { state, reason = '', textVersion } = promiseOf(nomination, view.role);
  // An answer to another text is not filled in: pressing the button alone would agree to what nobody has read.
  const stands = state !== 'awaited' && textVersion === commitmentTextVersion;
  return {
    answer: stands ? state : '',
    refuseReason: state === 'refused' ? reason : '',
    notMeNote: state === 'not-me' ? reason : '',
    insteadName: '',
    insteadEmail: '',
  };
}

function show(
  deps: SiteDeps,
  c: SiteContext,
  { view, address, cohort }: OpenPromise,
  typed: PromiseTyped,
  errors: FieldErrors,
): Promise<Response> {
  return sitePage(deps, c, {
    title: promiseTitle(view),
    cohort,
    errors: listErrors(errors),
    children: <PromisePage view={view} address={address} typed={typed} errors={errors} />,
  });
}

async function answer(deps: SiteDeps, c: SiteContext, opened: OpenPromise): Promise<Response> {
  const typed = c.var.form.texts(['answer', 'refuseReason', 'notMeNote', 'insteadName', 'insteadEmail']);
  const checked = checkForm(form, typed);
  if (!checked.ok) return show(deps, c, opened, typed, checked.errors);
  if (c.var.form.text('textVersion') !== commitmentTextVersion) {
    const errors = { answer: 'What we ask for has changed since you opened this page. Read it again, then answer' };
    return show(deps, c, opened, typed, errors);
  }
  const { answer: state, refuseReason, notMeNote } = checked.value;
  const reason = { given: '', refused: refuseReason, 'not-me': notMeNote }[state];
  const { role } = opened.view;
  const instead = insteadOf(checked.value);
  await answerPromise(deps, opened.nomination.id, { role, state, reason, textVersion: commitmentTextVersion, instead });
  return goTo(c, state === 'not-me' ? '/promise/noted' : `${opened.address}/done`);
}

function insteadOf(answered: v.InferOutput<typeof form>): SuggestedContact | undefined {
  const checked = readInstead(answered);
  return checked?.ok ? { name: checked.value.insteadName, email: checked.value.insteadEmail } : undefined;
}

function showDone(deps: SiteDeps, c: SiteContext, { view, address, cohort, nomination }: OpenPromise) {
  const unanswered = promiseOf(nomination, view.role).state === 'awaited';
  if (unanswered || !isUndecided(nomination)) return goTo(c, address);
  return sitePage(deps, c, { title: 'Thank you', cohort, children: <PromiseKept view={view} address={address} /> });
}
