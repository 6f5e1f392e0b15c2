import type { Hono } from 'hono';
import * as z from 'zod';
import { formatMoment, formatPeriod } from '../domain/wording.ts';
import { answerOffer, isOfferOpen } from '../nominations/answer-offer.ts';
import { Button } from '../pages/components/button.tsx';
import { Details } from '../pages/components/details.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Panel } from '../pages/components/panel.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { checkForm, choice, type FieldErrors } from '../web/fields.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { maskName } from './mask-name.ts';
import { type NominationLink, openNominationLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, listErrors, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const title = 'A place is kept for you';
const form = z.object({ answer: choice(['take', 'pass'], 'Select whether you take the place') });

/** Where the nominee takes the place that is kept for them, or passes on it. Opening it changes nothing. */
export function offerRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/offer/:token', (c) => withOffer(deps, c, (opened) => show(deps, c, opened, {})));
  app.post('/offer/:token', (c) => withOffer(deps, c, (opened) => answer(deps, c, opened)));
  app.get('/offer/:token/done', (c) => withOffer(deps, c, (opened) => showDone(deps, c, opened)));
}

async function withOffer(
  deps: SiteDeps,
  c: SiteContext,
  answerWith: (opened: NominationLink) => Promise<Response> | Response,
): Promise<Response> {
  const opened = await openNominationLink(deps, c, ['place-offer']);
  return opened instanceof Response ? opened : answerWith(opened);
}

function show(deps: SiteDeps, c: SiteContext, opened: NominationLink, errors: FieldErrors): Promise<Response> {
  const { nomination, cohort, people, token } = opened;
  const open = isOfferOpen(nomination, deps.clock.now());
  return sitePage(deps, c, {
    title: open ? title : 'About your place',
    cohort,
    errors: listErrors(errors),
    children: (
      <>
        <span class="govuk-caption-l">{cohort.title}</span>
        <h1 class="govuk-heading-l">{open ? title : 'About your place'}</h1>
        <p class="govuk-body">
          This question is for {maskName(people.nominee?.name ?? '')}, nominated by {nomination.schoolName}.
        </p>
        {open ? (
          <OfferForm opened={opened} address={`/offer/${token}`} error={errors.answer} />
        ) : (
          <InsetText>{standing(opened)}</InsetText>
        )}
      </>
    ),
  });
}

function OfferForm({
  opened: { nomination, sessions },
  address,
  error,
}: {
  opened: NominationLink;
  address: string;
  error: string | undefined;
}) {
  const passed = nomination.offer?.passedAt !== undefined;
  return (
    <form method="post" action={address} novalidate>
      <p class="govuk-body">
        The place is kept for you until <strong>{formatMoment(nomination.offer?.answerBy ?? '', zone)}</strong>. After
        that it goes to the next on the waiting list.
      </p>
      {passed && (
        <InsetText>
          You passed on the place. You can still take it, until it is given to the next on the list.
        </InsetText>
      )}
      <Details summary="Dates of the central events">
        <ul class="govuk-list">
          {sessions
            .filter(({ kind, state }) => kind !== 'catch-up' && state === 'planned')
            .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))
            .map((session) => (
              <li>
                <strong>{formatPeriod(session.startsAt, session.endsAt, zone)}</strong>
                <br />
                {session.title}
              </li>
            ))}
        </ul>
      </Details>
      <Radios
        name="answer"
        legend="Your answer"
        legendSize="m"
        value={passed ? 'pass' : undefined}
        error={error}
        items={[
          { value: 'take', label: 'I take the place' },
          { value: 'pass', label: 'I pass it on', hint: 'Somebody else on the waiting list is asked' },
        ]}
      />
      <Button preventDoubleClick>Send my answer</Button>
    </form>
  );
}

/** How things stand for a link that came too late, and nothing about anybody else. */
function standing({ nomination, cohort }: NominationLink): string {
  switch (nomination.status) {
    case 'accepted':
      return 'The place is yours. Your welcome comes by email.';
    case 'offered':
    case 'not-taken':
      return `The time to take the place is over, and it goes to the next on the list. If something went wrong, write to ${cohort.hub.name}.`;
    case 'withdrawn':
      return 'The school has taken the nomination back, so there is nothing to answer.';
    default:
      return `No place is kept for you now. If you think that this is wrong, write to ${cohort.hub.name}.`;
  }
}

async function answer(deps: SiteDeps, c: SiteContext, opened: NominationLink): Promise<Response> {
  const checked = checkForm(form, c.var.form.texts(['answer']));
  if (!checked.ok) return show(deps, c, opened, checked.errors);
  const answered = await answerOffer(deps, opened.nomination.id, checked.value.answer);
  return goTo(c, `/offer/${opened.token}${answered === 'answered' ? '/done' : ''}`);
}

function showDone(deps: SiteDeps, c: SiteContext, { nomination, cohort, token }: NominationLink) {
  const passed = nomination.status === 'offered' && nomination.offer?.passedAt !== undefined;
  if (!passed && nomination.status !== 'accepted') return goTo(c, `/offer/${token}`);
  const children = (
    <>
      <Panel title={passed ? 'Thank you: you passed it on' : 'The place is yours'} />
      <p class="govuk-body">
        {passed
          ? 'If you change your mind, use the link in our email again soon: it works until the place goes to the next on the list.'
          : 'A welcome follows by email, with a link to your own page. We tell your school.'}
      </p>
    </>
  );
  return sitePage(deps, c, { title: 'Thank you', cohort, children });
}
