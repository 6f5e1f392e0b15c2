import { absenceEscalated, absenceNoted } from './absences.ts';
import { addressRescue } from './address-rescue.ts';
import { optOutSaved, privacyChanged } from './built-in.ts';
import { deferralReturn, deferred, resumed, withdrawn } from './changes.ts';
import { checkInMissed, checkInNudge, sessionFollowup } from './check-in.ts';
import { certificate, completion, completionChase } from './completion.ts';
import type { ParticipantContext, Template } from './context.ts';
import { departmentPlanChase, departmentReview, year2Start } from './department.ts';
import { certificateLink, freshLink } from './fresh-links.ts';
import { inSchoolAcknowledge, inSchoolNudge, inSchoolPlan } from './in-school.ts';
import { launch, onboardingChase, welcome } from './joining.ts';
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
import { year1Review, year1Shortfall } from './year-1.ts';

/** The e-mails about a participant. */
export const templates: Readonly<Record<TemplateKey<'participant'>, Template<ParticipantContext>>> = {
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
  'opt-out-saved': optOutSaved,
  'certificate-link': certificateLink,
  'privacy-changed': privacyChanged,
};
