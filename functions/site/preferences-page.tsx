import type { Hono } from 'hono';
import * as v from 'valibot';
import type { Cohort } from '../domain/cohort.ts';
import { type Contact, hasPreferences } from '../domain/people.ts';
import { lastDayOf } from '../domain/wording.ts';
import { Button } from '../pages/components/button.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { Panel } from '../pages/components/panel.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { type Preferring, reminderRest, restsUntil, setReminders } from '../participants/set-reminders.ts';
import { type LinkPurpose, readLink, roleOfPurpose } from '../platform/links.ts';
import { readProgramme } from '../programmes/read-programme.ts';
import { checkForm, choice, type FieldErrors } from '../web/fields.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { openLeadLink, openParticipantLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const form = v.object({ reminders: choice(['on', 'off'], 'Select whether you want reminders') });

/** Which e-mails somebody wants; also the address of one-click unsubscribing (RFC 8058), which is a POST. */
export function preferencesRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/preferences/:token', (c) => withPreferences(deps, c, (opened) => show(deps, c, opened, {})));
  app.post('/preferences/:token', (c) => withPreferences(deps, c, (opened) => save(deps, c, opened)));
  app.get('/preferences/:token/saved', (c) => withPreferences(deps, c, (opened) => showSaved(deps, c, opened)));
}

interface Preferences {
  readonly token: string;
  readonly whose: Preferring;
  readonly cohort: Cohort;
  readonly contact: Contact;
  /** Whose reminders they are, for somebody who gets them about a participant: "about Ada Okafor". */
  readonly about: string;
  /** Until when reminders would rest. */
  readonly until: string;
}

async function withPreferences(
  deps: SiteDeps,
  c: SiteContext,
  answer: (opened: Preferences) => Promise<Response>,
): Promise<Response> {
  const read = readLink(await deps.linkKeys(), c.req.param('token') ?? '', ['lead-preferences'], deps.clock.now());
  const isLead = read.ok || read.why === 'expired';
  const opened = await (isLead ? openAsLead(deps, c) : openAroundParticipant(deps, c));
  return opened instanceof Response ? opened : answer(opened);
}

async function openAsLead(deps: SiteDeps, c: SiteContext): Promise<Preferences | Response> {
  const opened = await openLeadLink(deps, c, ['lead-preferences']);
  if (opened instanceof Response) return opened;
  const { cohort, sessions, token } = opened;
  const programme = await readProgramme(deps.table, cohort.programme);
  return {
    token,
    whose: { kind: 'cohort', id: cohort.id, role: 'lead' },
    cohort,
    contact: cohort.lead,
    about: '',
    until: reminderRest({ programme, cohort, sessions }, deps.clock.now()),
  };
}

const aroundParticipant: readonly LinkPurpose[] = ['preferences', 'subject-lead-preferences', 'head-preferences'];

async function openAroundParticipant(deps: SiteDeps, c: SiteContext): Promise<Preferences | Response> {
  const opened = await openParticipantLink(deps, c, aroundParticipant);
  if (opened instanceof Response) return opened;
  const { view, people, link, token } = opened;
  const role = roleOfPurpose[link.purpose];
  const contact = people[role];
  if (!contact || !hasPreferences(role)) throw new TypeError(`A ${link.purpose} link is of nobody with preferences`);
  return {
    token,
    whose: { kind: 'participant', id: view.participant.id, role },
    cohort: view.cohort,
    contact,
    about: role === 'participant' ? '' : ` about ${people.participant?.name ?? 'your colleague'}`,
    until: reminderRest(view, deps.clock.now()),
  };
}

function show(deps: SiteDeps, c: SiteContext, opened: Preferences, errors: FieldErrors): Promise<Response> {
  const { cohort, contact, about, token } = opened;
  const until = restsUntil(contact, deps.clock.now());
  return sitePage(deps, c, {
    title: 'Your emails from us',
    cohort,
    errors: listErrors(errors),
    children: (
      <form method="post" action={`/preferences/${token}`} novalidate>
        <h1 class="govuk-heading-l">Your emails from us</h1>
        <p class="govuk-body">
          We always tell you what concerns a place: dates, changes and cancellations of sessions, and decisions.
        </p>
        <Radios
          name="reminders"
          legend={`Do you want reminders and suggestions${about} too?`}
          legendSize="m"
          items={[
            { value: 'on', label: 'Yes, send me reminders' },
            {
              value: 'off',
              label: `No, not until the end of ${lastDayOf(until ?? opened.until, zone)}`,
              hint: 'After that they come again. We confirm it by email.',
            },
          ]}
          value={until ? 'off' : 'on'}
          error={errors.reminders}
        />
        <Button preventDoubleClick>Save</Button>
      </form>
    ),
  });
}

async function save(deps: SiteDeps, c: SiteContext, opened: Preferences): Promise<Response> {
  const oneClick = c.var.form.text('List-Unsubscribe') === 'One-Click';
  const checked = checkForm(form, { reminders: oneClick ? 'off' : c.var.form.text('reminders') });
  if (!checked.ok) return show(deps, c, opened, checked.errors);
  await setReminders(deps, opened.whose, checked.value.reminders, opened.until);
  return oneClick ? c.body(null, 204) : goTo(c, `/preferences/${opened.token}/saved`);
}

function showSaved(deps: SiteDeps, c: SiteContext, { contact, cohort, about, token }: Preferences): Promise<Response> {
  const until = restsUntil(contact, deps.clock.now());
  const children = (
    <>
      <Panel title="Your choice is saved" />
      <p class="govuk-body">
        {until
          ? `We send you no reminders${about} until the end of ${lastDayOf(until, zone)}. You get an email that says so.`
          : `We send you reminders${about}.`}{' '}
        You can{' '}
        <a class="govuk-link" href={`/preferences/${token}`}>
          change that
        </a>{' '}
        at any time.
      </p>
    </>
  );
  return sitePage(deps, c, { title: 'Your choice is saved', cohort, children });
}
