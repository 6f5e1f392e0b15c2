import { type PromisingRole, promiseOf, promisingRolesOf } from '../domain/nomination.ts';
import { Panel } from '../pages/components/panel.tsx';
import type { PromiseView } from './promise-view.ts';

/** After an answer: what it means, and how to change it. */
export function PromiseKept({ view, address }: { view: PromiseView; address: string }) {
  const { state } = promiseOf(view.nomination, view.role);
  return (
    <>
      <Panel title={state === 'given' ? 'Thank you: you have agreed' : 'Thank you: your answer is noted'} />
      <h2 class="govuk-heading-m">What happens next</h2>
      <p class="govuk-body">{whatFollows(view)}</p>
      <p class="govuk-body">
        You can{' '}
        <a class="govuk-link" href={address}>
          change your answer
        </a>{' '}
        until the nomination is decided.
      </p>
    </>
  );
}

function whatFollows({ nomination, role, hubName }: PromiseView): string {
  if (promiseOf(nomination, role).state !== 'given')
    return 'The school sees that you said no, but not why. It may be in touch with you.';
  const open = promisingRolesOf(nomination).filter((each) => promiseOf(nomination, each).state !== 'given');
  if (open.length === 0) return `Every answer is there. ${hubName} decides now, and we tell you by email.`;
  const whose = open.map((each) => waitedFor(role, each)).join(' and ');
  return `We still wait for the answer of ${whose}. Then ${hubName} decides, and we tell you by email.`;
}

/** Whose answer is missing, said to somebody else who promises. */
function waitedFor(to: PromisingRole, whose: PromisingRole): string {
  if (whose === 'head') return 'your headteacher';
  return to === 'head' ? 'a teacher' : 'the other teacher';
}

/** After "not me": their link no longer works, so this page has nothing of theirs in its address. */
export function NotMeNoted() {
  return (
    <>
      <Panel title="Thank you for telling us" />
      <p class="govuk-body">
        We will not write to you about this again, and the link in our email no longer works. The school sees that it
        has to name somebody else.
      </p>
    </>
  );
}
