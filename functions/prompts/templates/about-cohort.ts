import { optOutSaved, signInCode } from './built-in.ts';
import type { CohortContext, Template } from './context.ts';
import { dailyDigest, weeklyDigest } from './digests.ts';
import type { TemplateKey } from './template-keys.ts';

/** The e-mails about a cohort. */
export const templates: Readonly<Record<TemplateKey<'cohort'>, Template<CohortContext>>> = {
  'weekly-digest': weeklyDigest,
  'daily-digest': dailyDigest,
  'sign-in-code': signInCode,
  'opt-out-saved': optOutSaved,
};
