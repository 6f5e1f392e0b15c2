import type { Cohort } from '../domain/cohort.ts';
import type { Instant } from '../domain/ids.ts';
import { type Contact, hasPreferences, type RecipientRole, type RoleWithPreferences } from '../domain/people.ts';
import { days, shiftInstant } from '../platform/clock.ts';
import { type LinkKeys, type LinkPurpose, longestLinkDays, roleOfPurpose, signLink } from '../platform/links.ts';
import type { PromptSubject } from './ledger-row.ts';

/** The links that a letter may hold, each made for its one recipient when it is asked for. */
export interface PromptLinks {
  /** Where the head, the nominee or the partner answers. */
  promise(): string;
  /** The school's own page of its nomination, or one below it: `question`. */
  nominationProgress(below?: string): string;
  /** Where the nominee, or either of a pair, takes or passes on the place that is kept for them. */
  placeOffer(): string;
  /** The participant's own page, or one below it: `check-in/central-1`. */
  participantPage(below?: string): string;
  leadPage(): string;
  undoWithdrawal(): string;
  preferences(): string;
  /** The console, which asks whoever opens it to sign in. */
  console(): string;
  privacy(): string;
  certificate(): string;
  /** Where the headteacher of the school that somebody moves to answers. */
  schoolPromise(): string;
  /** Where a colleague gives the right address of somebody whom our mail does not reach. */
  addressRescue(): string;
  /** Where a school sees its pair's year, and fills a place that is open. */
  pairPage(): string;
}

export interface LinkMaker {
  /** Without a slash at its end. */
  readonly siteUrl: string;
  readonly keys: LinkKeys;
  readonly subject: PromptSubject;
  readonly cohort: Cohort;
  readonly role: RecipientRole;
  readonly contact: Contact;
  readonly now: Instant;
}

/** A letter asked for a link that is not for its recipient: it would let them act as somebody else. */
class LinkForSomebodyElse extends Error {
  override readonly name = 'LinkForSomebodyElse';
}

/**
 * Makes links for one recipient: signed for one purpose, with the recipient's present `linkEpoch`, for the longest time
 * that a link may live.
 */
export function promptLinks(maker: LinkMaker): PromptLinks {
  const make = (purpose: LinkPurpose, path: string, below = '') => {
    if (roleOfPurpose[purpose] !== maker.role)
      throw new LinkForSomebodyElse(`A ${purpose} link is not for a ${maker.role}`);
    const token = signLink(maker.keys, {
      purpose,
      subject: roleOfPurpose[purpose] === 'lead' ? maker.cohort.id : maker.subject.id,
      epoch: maker.contact.linkEpoch,
      expiresAt: shiftInstant(maker.now, days(longestLinkDays)),
    });
    return `${maker.siteUrl}/${path}/${token}${below === '' ? '' : `/${below}`}`;
  };
  return {
    promise: () => make(promisePurposeOf(maker.role), 'promise'),
    nominationProgress: (below) => make('nomination-progress', 'nomination', below),
    placeOffer: () => make(maker.role === 'partner' ? 'partner-offer' : 'place-offer', 'offer'),
    participantPage: (below) => make('participant', 'me', below),
    leadPage: () => make('lead', 'lead'),
    undoWithdrawal: () => make('undo-withdrawal', 'undo'),
    preferences: () => make(preferencePurposes[preferringRole(maker.role)], 'preferences'),
    console: () => `${maker.siteUrl}/admin`,
    certificate: () => make(maker.role === 'head' ? 'head-certificate' : 'participant', 'certificate'),
    privacy: () => `${maker.siteUrl}/privacy`,
    schoolPromise: () => make('school-promise', 'school-change'),
    addressRescue: () => make(maker.role === 'partner' ? 'partner-rescue' : 'subject-lead-rescue', 'rescue'),
    pairPage: () => make(pairPurposeOf(maker.role), 'pair'),
  };
}

const preferencePurposes: Record<RoleWithPreferences, LinkPurpose> = {
  participant: 'preferences',
  'subject-lead': 'subject-lead-preferences',
  head: 'head-preferences',
  lead: 'lead-preferences',
};

function preferringRole(role: RecipientRole): RoleWithPreferences {
  if (hasPreferences(role)) return role;
  throw new LinkForSomebodyElse(`A ${role} has no preferences`);
}

function promisePurposeOf(role: RecipientRole): LinkPurpose {
  if (role === 'head') return 'head-promise';
  return role === 'partner' ? 'partner-promise' : 'nominee-promise';
}

const pairPurposes: Partial<Record<RecipientRole, LinkPurpose>> = {
  head: 'group-head',
  partner: 'group-partner',
  nominator: 'group-nominator',
};

function pairPurposeOf(role: RecipientRole): LinkPurpose {
  return pairPurposes[role] ?? 'group-subject-lead';
}
