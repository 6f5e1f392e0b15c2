import { optOutSaved } from './built-in.ts';
import type { Template, WorkGroupContext } from './context.ts';
import { pairFreshLink } from './fresh-links.ts';
import type { TemplateKey } from './template-keys.ts';
import { groupHandedOver, pairForm, pairGap, pairMissing, pairWarn } from './work-group-pairs.ts';
import { supportAsked, supportAssigned, supportDelivered, supportHeld } from './work-group-support.ts';
import { implementDigest, implementPulse } from './work-group-tasks.ts';
import { observationMatch, observationNotes, observationOffer, observationRemind } from './work-group-visits.ts';

/** The e-mails about a Work Group. */
export const templates: Readonly<Record<TemplateKey<'work-group'>, Template<WorkGroupContext>>> = {
  'pair-form': pairForm,
  'pair-warn': pairWarn,
  'pair-gap': pairGap,
  'pair-missing': pairMissing,
  'pair-fresh-link': pairFreshLink,
  'group-handed-over': groupHandedOver,
  'implement-pulse': implementPulse,
  'implement-digest': implementDigest,
  'observation-offer': observationOffer,
  'observation-match': observationMatch,
  'observation-remind': observationRemind,
  'observation-notes': observationNotes,
  'support-asked': supportAsked,
  'support-assigned': supportAssigned,
  'support-delivered': supportDelivered,
  'support-held': supportHeld,
  'opt-out-saved': optOutSaved,
};
