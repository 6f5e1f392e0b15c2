import { formatPeriod } from '../../domain/wording.ts';
import type { Observation } from '../../domain/work-group.ts';
import { visitsOf } from '../../domain/work-group-situation.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { listErrors } from '../../pages/components/field-errors.tsx';
import type { FieldErrors } from '../../web/fields.ts';
import { homeOf } from '../me.tsx';
import type { SiteDeps } from '../site-deps.ts';
import { type SiteContext, sitePage } from '../site-page.tsx';
import { zone } from '../zone.ts';
import { OfferLessonForm } from './offer-lesson-form.tsx';
import type { MemberLink } from './open-group.ts';
import { type Typed, Visit } from './visit.tsx';

const doneWords: Readonly<Record<string, string>> = {
  offered: 'Your lesson is offered. We write to you when a school is to visit it.',
  changed: 'Both schools and their headteachers hear of it.',
  accepted: 'Thank you. It stands as agreed.',
  notes: 'Your notes are saved.',
  withdrawn: 'The lesson is taken back.',
};

/** Lessons that a pair offers, visits to and from it, and what it takes from them. */
export function observationsPage(
  deps: SiteDeps,
  c: SiteContext,
  opened: MemberLink,
  typed: Typed = {},
  errors: FieldErrors = {},
) {
  const { situation, pair, view } = opened;
  const now = deps.clock.now();
  // What an e-mail asks for stands first: of two visits, the one that is written about already comes last.
  const visits = visitsOf(situation, pair.id).toSorted(
    (a, b) => Number(isSettled(a, pair.id, now)) - Number(isSettled(b, pair.id, now)),
  );
  const open = situation.view.slots.filter(
    ({ id, pairId, state }) =>
      pairId === pair.id &&
      state === 'offered' &&
      !visits.some((visit) => visit.slotId === id && visit.state !== 'cancelled'),
  );
  const at = `${homeOf(opened)}/observations`;
  return sitePage(deps, c, {
    title: 'Lesson observations',
    cohort: view.cohort,
    errors: listErrors(errors),
    done: doneWords[c.req.query('done') ?? ''],
    before: <BackLink href={homeOf(opened)} />,
    children: (
      <>
        <h1 class="govuk-heading-l">Lesson observations</h1>
        <p class="govuk-body">Every school hosts one lesson and visits another, where that can be arranged.</p>
        {visits.map((visit) => (
          <Visit {...{ visit, opened, at, typed, errors }} now={now} />
        ))}
        {open.length > 0 && <h2 class="govuk-heading-m">Lessons that you offer</h2>}
        {open.map(({ id, startsAt, endsAt, lesson }) => (
          <form method="post" action={`${at}/slots/${id}`} novalidate>
            <p class="govuk-body">
              {lesson}, {formatPeriod(startsAt, endsAt, zone)}. No school is matched with it yet.
            </p>
            <Button classes="govuk-button--secondary" preventDoubleClick>
              Take it back
            </Button>
          </form>
        ))}
        <OfferLessonForm {...{ at, typed, errors }} />
      </>
    ),
  });
}

/** Whether nothing of a visit is left for a pair to do. */
function isSettled({ state, endsAt, notes }: Observation, pairId: string, now: string): boolean {
  return state === 'cancelled' || (endsAt <= now && notes[pairId] !== undefined);
}
