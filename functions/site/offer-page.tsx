import type { Hono } from 'hono';
import * as v from 'valibot';
import type { OfferedRole } from '../domain/nomination.ts';
import { formatMoment, formatPeriod } from '../domain/wording.ts';
import { answerOffer, isOfferOpen } from '../nominations/answer-offer.ts';
import { Button } from '../pages/components/button.tsx';
import { Details } from '../pages/components/details.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Panel } from '../pages/components/panel.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { checkForm, choice, type FieldErrors } from '../web/fields.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { maskName } from './mask-name.ts';
import { type NominationLink, openNominationLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const title = 'A place is kept for you';
const form = v.object({ answer: choice(['take', 'pass'], 'Select whether you take the place') });

/** Where the nominee takes the place that is kept for them, or passes on it. Opening it changes nothing. */
export function offerRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/offer/:token', (c) => withOffer(deps, c, (opened) => show(deps, c, opened, {})));
  app.post('/offer/:token', (c) => withOffer(deps, c, (opened) => answer(deps, c, opened)));
  app.get('/offer/:token/done', (c) => withOffer(deps, c, (opened) => showDone(deps, c, opened)));
}

/** A link to a place, and who of the pair it was sent to; without a pair it is the nominee. */
interface OfferLink extends NominationLink {
  readonly role: OfferedRole;
}

async function withOffer(
  deps: SiteDeps,
  c: SiteContext,
  answerWith: (opened: OfferLink) => Promise<Response> | Response,
): Promise<Response> {
  const opened = await openNominationLink(deps, c, ['place-offer', 'partner-offer']);
  if (opened instanceof Response) return opened;
  return answerWith({ ...opened, role: opened.link.purpose === 'partner-offer' ? 'partner' : 'nominee' });
}

function show(deps: SiteDeps, c: SiteContext, opened: OfferLink, errors: FieldErrors): Promise<Response> {
  const { nomination, cohort, people, token, role } = opened;
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
          This question is for {maskName(people[role]?.name ?? '')}, nominated by {nomination.schoolName}.
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
  opened: { nomination, sessions, role },
  address,
  error,
}: {
  opened: OfferLink;
  address: string;
  error: string | undefined;
}) {
  const given = nomination.offer?.answers[role]?.answer;
  const isPair = nomination.pair !== undefined;
  return (
    <form method="post" action={address} novalidate>
      <p class="govuk-body">
        The place is kept for you until <strong>{formatMoment(nomination.offer?.answerBy ?? '', zone)}</strong>. After
        that it goes to the next on the waiting list.
      </p>
      {isPair && (
        <p class="govuk-body">
          There is a place for each of you two. They are yours when both of you take them; each answers by their own
          email.
        </p>
      )}
      {given === 'pass' && (
        <InsetText>
          You passed on the place. You can still take it, until it is given to the next on the list.
        </InsetText>
      )}
      {given === 'take' && (
        <InsetText>You take your place. It is yours as soon as the other teacher takes theirs.</InsetText>
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
        value={given}
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

async function answer(deps: SiteDeps, c: SiteContext, opened: OfferLink): Promise<Response> {
  const checked = checkForm(form, c.var.form.texts(['answer']));
  if (!checked.ok) return show(deps, c, opened, checked.errors);
  const answered = await answerOffer(deps, opened.nomination.id, { role: opened.role, answer: checked.value.answer });
  return goTo(c, `/offer/${opened.token}${answered === 'answered' ? '/done' : ''}`);
}

function showDone(deps: SiteDeps, c: SiteContext, { nomination, cohort, token, role }: OfferLink) {
  const given = nomination.status === 'offered' ? nomination.offer?.answers[role]?.answer : undefined;
  if (!given && nomination.status !== 'accepted') return goTo(c, `/offer/${token}`);
  const { panel, next } = doneWords[given ?? 'accepted'];
  const children = (
    <>
      <Panel title={panel} />
      <p class="govuk-body">{next}</p>
    </>
  );
  return sitePage(deps, c, { title: 'Thank you', cohort, children });
}

const doneWords = {
  accepted: {
    panel: 'The place is yours',
    next: 'A welcome follows by email, with a link to your own page. We tell your school.',
  },
  take: {
    panel: 'Thank you: you take your place',
    next: 'We now wait for the other teacher of the pair. When both have taken their places, a welcome follows by email.',
  },
  pass: {
    panel: 'Thank you: you passed it on',
    next: 'If you change your mind, use the link in our email again soon: it works until the place goes to the next on the list.',
  },
} as const;
