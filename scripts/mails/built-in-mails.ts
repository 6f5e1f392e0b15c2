import {
  askedAnchor,
  type BuiltInRule,
  certificateLinkRule,
  optOutSavedRule,
  privacyAnchor,
  privacyChangedRule,
  signInCodeRule,
} from '../../functions/domain/built-in-mails.ts';
import { type Contact, type RecipientRole, rolesWithPreferences } from '../../functions/domain/people.ts';
import type { PrivacyNotice } from '../../functions/domain/privacy-notice.ts';
import { contactOf } from '../../functions/prompts/contact-of.ts';
import { cohort, cohortView, journeyView, programme, samplePeople } from './sample-facts.ts';
import { type SampleMail, sampleRow } from './sample-mails.ts';

/** A notice that never came out, so that there is one to tell of. */
export const sampleNotices: readonly PrivacyNotice[] = [
  {
    version: '2026-11',
    publishedOn: '2026-11-16',
    changes: [
      'We say who else at your Maths Hub can see your attendance.',
      'What you wrote about your department is now deleted two years after the programme’s end.',
    ],
  },
];

const at = '2026-11-16T19:40:00.000Z';
const resting = { nudgesOffSince: at, nudgesOffUntil: '2026-12-19T00:00:00.000Z' };
const common = { programme, cohort };
const ofCohort = { ...common, kind: 'cohort', id: cohort.id, version: 1, view: cohortView(at) } as const;
const ofParticipant = {
  ...common,
  kind: 'participant',
  id: 'PART2345',
  version: 4,
  view: journeyView(at, {}, {}),
} as const;

/** What every programme sends: codes, confirmations, and news of the privacy notice. */
export function builtInMails(): SampleMail[] {
  return [
    builtInMail(signInCodeRule, 'lead', askedAnchor('code', at)),
    ...rolesWithPreferences.map((role) => builtInMail(optOutSavedRule, role, askedAnchor('opt-out', at), resting)),
    ...(['participant', 'head'] as const).map((role) =>
      builtInMail(certificateLinkRule, role, askedAnchor('certificate', at)),
    ),
    builtInMail(privacyChangedRule, 'participant', privacyAnchor('2026-11')),
  ];
}

function builtInMail(
  rule: BuiltInRule,
  role: RecipientRole,
  anchor: string,
  changes: Partial<Contact> = {},
): SampleMail {
  const contact = contactOf(role, samplePeople, cohort);
  if (!contact) throw new Error(`The sample people have no ${role}`);
  return {
    name: `${rule.key}.${role}`,
    code: rule.code,
    role,
    sendable: {
      subject: role === 'lead' ? ofCohort : ofParticipant,
      people: samplePeople,
      contact: { ...contact, ...changes },
      rule,
      row: sampleRow({ prompt: rule.key, anchor, ordinal: 0, role }, rule, at),
      now: at,
    },
  };
}
