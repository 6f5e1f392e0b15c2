import { optOutSaved } from './built-in.ts';
import type { NominationContext, Template } from './context.ts';
import { nominationFreshLink } from './fresh-links.ts';
import { nominationAccepted, nominationDeclined, nominationWaitlisted } from './nomination-decisions.ts';
import { duplicateFound, nominationQuestion, placeOffered, waitlistCarry } from './nomination-places.ts';
import { nominationReceived, nominationStuck, nominationWrongPerson } from './nomination-progress.ts';
import { headCommitment, nominationChase, nominationExpiring, nomineeConsent } from './nomination-promises.ts';
import type { TemplateKey } from './template-keys.ts';

/** The e-mails about a nomination. */
export const templates: Readonly<Record<TemplateKey<'nomination'>, Template<NominationContext>>> = {
  'nomination-received': nominationReceived,
  'head-commitment': headCommitment,
  'nominee-consent': nomineeConsent,
  'nomination-chase': nominationChase,
  'nomination-stuck': nominationStuck,
  'nomination-expiring': nominationExpiring,
  'nomination-accepted': nominationAccepted,
  'nomination-waitlisted': nominationWaitlisted,
  'nomination-declined': nominationDeclined,
  'place-offered': placeOffered,
  'duplicate-found': duplicateFound,
  'nomination-question': nominationQuestion,
  'waitlist-carry': waitlistCarry,
  'nomination-wrong-person': nominationWrongPerson,
  'nomination-fresh-link': nominationFreshLink,
  'opt-out-saved': optOutSaved,
};
