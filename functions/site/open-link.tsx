import { type Nomination, nomination } from '../domain/nomination.ts';
import type { People } from '../domain/people.ts';
import type { JourneyView } from '../domain/views.ts';
import { readPeople } from '../driving/read-people.ts';
import { readJourney } from '../journeys/read-journey.ts';
import type { FreshLinkForm } from '../pages/problem-page.tsx';
import { key } from '../platform/keys.ts';
import { type Link, type LinkPurpose, readLink, roleOfPurpose } from '../platform/links.ts';
import { type CohortRead, readCohort } from '../programmes/read-programme.ts';
import { problemPage } from '../web/problem-page.ts';
import type { SiteDeps } from './site-deps.ts';
import { type SiteContext, sitePage } from './site-page.tsx';

export interface NominationLink extends CohortRead {
  readonly link: Link;
  readonly token: string;
  readonly nomination: Nomination;
  readonly people: People;
}

/** Opens a link about a nomination; answers the page to show where it does not work. */
export async function openNominationLink(
  deps: SiteDeps,
  c: SiteContext,
  purposes: readonly LinkPurpose[],
): Promise<NominationLink | Response> {
  const opened = await openLink(deps, c, purposes);
  if (opened instanceof Response) return opened;
  const { link } = opened;
  const facts = await deps.table.get(key.driven('nomination', link.subject), nomination);
  if (!facts) return problemPage(deps, c, { kind: 'forged-link' });
  const people = await readPeople(deps.table, 'nomination', facts.id);
  const read = await readCohort(deps.table, facts.cohortId);
  if (people[roleOfPurpose[link.purpose]]?.linkEpoch !== link.epoch) return supersededPage(deps, c, read);
  return { ...opened, ...read, nomination: facts, people };
}

export interface ParticipantLink {
  readonly link: Link;
  readonly token: string;
  readonly view: JourneyView;
  readonly people: People;
}

/** Opens a link about a participant's journey. */
export async function openParticipantLink(
  deps: SiteDeps,
  c: SiteContext,
  purposes: readonly LinkPurpose[] = ['participant'],
): Promise<ParticipantLink | Response> {
  const opened = await openLink(deps, c, purposes);
  if (opened instanceof Response) return opened;
  const { link } = opened;
  const view = await readJourney(deps.table, link.subject);
  if (!view) return problemPage(deps, c, { kind: 'forged-link' });
  const people = await readPeople(deps.table, 'participant', link.subject);
  if (people[roleOfPurpose[link.purpose]]?.linkEpoch !== link.epoch) return supersededPage(deps, c, view);
  return { ...opened, view, people };
}

export interface LeadLink extends CohortRead {
  readonly link: Link;
  readonly token: string;
}

/** Opens a link of a cohort's lead. */
export async function openLeadLink(
  deps: SiteDeps,
  c: SiteContext,
  purposes: readonly LinkPurpose[] = ['lead'],
): Promise<LeadLink | Response> {
  const opened = await openLink(deps, c, purposes);
  if (opened instanceof Response) return opened;
  const read = await readCohort(deps.table, opened.link.subject);
  if (read.cohort.lead.linkEpoch !== opened.link.epoch) return supersededPage(deps, c, read);
  return { ...opened, ...read };
}

/** What the page of an expired link offers. */
export function freshLinkForm(token: string, error?: string): FreshLinkForm {
  return { action: '/fresh-link', fields: { token }, error };
}

/** Reads the token in the path. One that is genuine but too old offers a fresh one, and says nothing about whose it is. */
async function openLink(
  deps: SiteDeps,
  c: SiteContext,
  purposes: readonly LinkPurpose[],
): Promise<{ readonly link: Link; readonly token: string } | Response> {
  const token = c.req.param('token') ?? '';
  const read = readLink(await deps.linkKeys(), token, purposes, deps.clock.now());
  if (read.ok) return { link: read.link, token };
  if (read.why === 'forged') return problemPage(deps, c, { kind: 'forged-link' });
  return problemPage(deps, c, { kind: 'expired-link', freshLink: freshLinkForm(token) });
}

/** The link was made useless by a correction, a replacement or a "not me". It says nothing of whom it was for. */
function supersededPage(deps: SiteDeps, c: SiteContext, { cohort }: Pick<CohortRead, 'cohort'>): Promise<Response> {
  const title = 'This link is no longer used';
  const children = (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        A link stops working when a name or an email address was put right, or when somebody answered “not me”. Nothing
        has been changed now.
      </p>
      <p class="govuk-body">
        If you still need it, look for a newer email from us, or ask the school or {cohort.hub.name}.
      </p>
    </>
  );
  return sitePage(deps, c, { title, cohort, children }, 410);
}
