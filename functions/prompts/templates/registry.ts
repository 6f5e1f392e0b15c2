import { absenceEscalated, absenceNoted } from './absences.ts';
import { addressRescue } from './address-rescue.ts';
import { optOutSaved, privacyChanged, signInCode } from './built-in.ts';
import { deferralReturn, deferred, resumed, withdrawn } from './changes.ts';
import { checkInMissed, checkInNudge, sessionFollowup } from './check-in.ts';
import { certificate, completion, completionChase } from './completion.ts';
import type { Template } from './context.ts';
import { departmentPlanChase, departmentReview, year2Start } from './department.ts';
import { dailyDigest, weeklyDigest } from './digests.ts';
import { certificateLink, freshLink, nominationFreshLink, pairFreshLink } from './fresh-links.ts';
import { inSchoolAcknowledge, inSchoolNudge, inSchoolPlan } from './in-school.ts';
import { launch, onboardingChase, welcome } from './joining.ts';
import { nominationAccepted, nominationDeclined, nominationWaitlisted } from './nomination-decisions.ts';
import { duplicateFound, nominationQuestion, placeOffered, waitlistCarry } from './nomination-places.ts';
import { nominationReceived, nominationStuck, nominationWrongPerson } from './nomination-progress.ts';
import { headCommitment, nominationChase, nominationExpiring, nomineeConsent } from './nomination-promises.ts';
import {
  addressCorrected,
  reinstated,
  replaced,
  schoolChanged,
  schoolPromise,
  schoolPromiseOpen,
} from './people-changes.ts';
import { sessionCancelled, sessionMoved } from './session-changes.ts';
import { sessionPrep, sessionReminder, sessionSaved, sessionToday } from './sessions.ts';
import type { TemplateKey } from './template-keys.ts';
import { groupHandedOver, pairForm, pairGap, pairMissing, pairWarn } from './work-group-pairs.ts';
import { supportAsked, supportAssigned, supportDelivered, supportHeld } from './work-group-support.ts';
import { implementDigest, implementPulse } from './work-group-tasks.ts';
import { observationMatch, observationNotes, observationOffer, observationRemind } from './work-group-visits.ts';
import { year1Review, year1Shortfall } from './year-1.ts';

/** Every e-mail that a programme may name, by the key that it names it by. */
const byKey: Readonly<Record<TemplateKey, Template>> = {
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
  welcome,
  'onboarding-chase': onboardingChase,
  launch,
  'session-saved': sessionSaved,
  'session-prep': sessionPrep,
  'session-reminder': sessionReminder,
  'session-today': sessionToday,
  'check-in-nudge': checkInNudge,
  'check-in-missed': checkInMissed,
  'absence-noted': absenceNoted,
  'absence-escalated': absenceEscalated,
  'session-moved': sessionMoved,
  'session-cancelled': sessionCancelled,
  'session-followup': sessionFollowup,
  'in-school-plan': inSchoolPlan,
  'in-school-nudge': inSchoolNudge,
  'in-school-acknowledge': inSchoolAcknowledge,
  'year-1-review': year1Review,
  'year-1-shortfall': year1Shortfall,
  'year-2-start': year2Start,
  'department-plan-chase': departmentPlanChase,
  'department-review': departmentReview,
  'completion-chase': completionChase,
  completion,
  certificate,
  withdrawn,
  deferred,
  resumed,
  'deferral-return': deferralReturn,
  'school-changed': schoolChanged,
  replaced,
  'school-promise': schoolPromise,
  'school-promise-open': schoolPromiseOpen,
  reinstated,
  'address-corrected': addressCorrected,
  'address-rescue': addressRescue,
  'fresh-link': freshLink,
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
  'weekly-digest': weeklyDigest,
  'daily-digest': dailyDigest,
  'sign-in-code': signInCode,
  'opt-out-saved': optOutSaved,
  'certificate-link': certificateLink,
  'privacy-changed': privacyChanged,
};

/** The e-mail of that key; a programme may have been published with one that this release does not have. */
export const templates: Readonly<Record<string, Template>> = byKey;
