import type { Hono } from 'hono';
import { participant } from '../domain/participant.ts';
import type { RecipientRole } from '../domain/people.ts';
import { Panel } from '../pages/components/panel.tsx';
import { key, partition } from '../platform/keys.ts';
import { type Link, linkPurposes, readLink, roleOfPurpose } from '../platform/links.ts';
import { problemPage } from '../web/problem-page.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { freshLinkForm } from './open-link.tsx';
import {
  type FreshLinkAsked,
  requestCertificateLink,
  requestFreshLink,
  requestPairLink,
} from './request-fresh-link.ts';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

/** Sends a fresh link to the address on file, to whoever holds one that has expired; says nothing about whose it is. */
export function freshLinkRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.post('/fresh-link', (c) => ask(deps, c));
  app.get('/fresh-link/sent', (c) => sitePage(deps, c, { title: 'Look in your email', children: <FreshLinkSent /> }));
}

async function ask(deps: SiteDeps, c: SiteContext): Promise<Response> {
  const read = readLink(await deps.linkKeys(), c.var.form.text('token'), linkPurposes, deps.clock.now());
  if (!read.ok && read.why === 'forged') return problemPage(deps, c, { kind: 'forged-link' });
  if (c.var.form.text('send') !== 'yes') {
    const error = 'Tick the box if you want a fresh link';
    return problemPage(deps, c, { kind: 'expired-link', freshLink: freshLinkForm(c.var.form.text('token'), error) });
  }
  const outcome = await askFor(deps, read.link);
  if (!outcome.asked && outcome.why === 'too-many')
    return problemPage(deps, c, { kind: 'too-many-requests', tryAgainAt: outcome.tryAgainAt, zone });
  return goTo(c, '/fresh-link/sent');
}

async function askFor(deps: SiteDeps, { purpose, subject }: Link): Promise<FreshLinkAsked> {
  const role = roleOfPurpose[purpose];
  switch (purpose) {
    case 'head-promise':
    case 'nominee-promise':
    case 'partner-promise':
    case 'nomination-progress':
    case 'place-offer':
    case 'partner-offer':
      return requestFreshLink(deps, { kind: 'nomination', id: subject, role });
    case 'participant':
    case 'undo-withdrawal':
    case 'school-promise':
      return requestFreshLink(deps, { kind: 'participant', id: subject, role });
    case 'lead':
      return askForLead(deps, subject);
    // Whoever still needs one of these gets a new e-mail, not an old one's link.
    case 'partner-rescue':
    case 'subject-lead-rescue':
    case 'preferences':
    case 'subject-lead-preferences':
    case 'head-preferences':
    case 'lead-preferences':
      return { asked: false, why: 'unknown' };
    case 'head-certificate':
      return requestCertificateLink(deps, { id: subject, role });
    case 'group-head':
    case 'group-subject-lead':
    case 'group-partner':
    case 'group-nominator':
      return askForPair(deps, subject, role);
  }
}

/** A lead's e-mails are always about one of their participants: any who is still on the way carries the link. */
async function askForLead(deps: SiteDeps, cohortId: string): Promise<FreshLinkAsked> {
  const rows = await deps.table.queryAll({ pk: partition.cohort(cohortId), prefix: 'PART#' });
  const members = rows.map(({ sk }) => key.driven('participant', sk.slice('PART#'.length)));
  const found = await deps.table.getMany(members, participant);
  const carrier = found.find(({ dueBy, status }) => dueBy !== undefined && status !== 'completed');
  if (!carrier) return { asked: false, why: 'unknown' };
  return requestFreshLink(deps, { kind: 'participant', id: carrier.id, role: 'lead' });
}

async function askForPair(deps: SiteDeps, id: string, role: RecipientRole): Promise<FreshLinkAsked> {
  const found = await deps.table.get(key.driven('participant', id), participant);
  if (!found) return { asked: false, why: 'unknown' };
  return requestPairLink(deps, found.cohortId, { participantId: found.id, role });
}

function FreshLinkSent() {
  return (
    <>
      <Panel title="Look in your email" />
      <p class="govuk-body">
        If the link was one of ours, a fresh one is on its way to the email address that we hold. It can take a few
        minutes. Look in your junk folder too.
      </p>
      <p class="govuk-body">If your address has changed, ask your school or your Maths Hub to put it right.</p>
    </>
  );
}
