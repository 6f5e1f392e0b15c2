import { afterColon } from '../domain/built-in-mails.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import { type PrivacyNotice, privacyNotices } from '../domain/privacy-notice.ts';
import { groupSituationOf } from '../domain/work-group-situation.ts';
import { signInCode } from '../platform/codes.ts';
import type { LinkKeys } from '../platform/links.ts';
import type { OutgoingMail } from '../platform/mail.ts';
import { addresseeSubject } from './addressee.ts';
import { calendarFile } from './calendar-file.ts';
import type { Sendable } from './deliver-prompt.ts';
import { occasionOf } from './ledger-row.ts';
import { mailTags } from './mail-tags.ts';
import { promptLinks } from './prompt-links.ts';
import type { PromptContext } from './templates/context.ts';
import type { Letter } from './templates/letter.ts';
import { writeLetter } from './templates/registry.ts';
import { together } from './templates/together.ts';

export interface ComposeSettings {
  readonly siteUrl: string;
  readonly linkKeys: () => Promise<LinkKeys>;
  /** The site's own where they are left out. */
  readonly notices?: readonly PrivacyNotice[];
}

/**
 * Writes the e-mail of a prompt with the facts of this moment, for one recipient, with fresh links; with `others`, one
 * e-mail of all of them.
 */
export function composeMail(
  settings: ComposeSettings,
): (sendable: Sendable, others?: readonly Sendable[]) => Promise<OutgoingMail> {
  return async (sendable, others = []) => {
    const keys = await settings.linkKeys();
    const contextFor = (each: Sendable) => contextOf(each, settings, keys);
    const context = contextFor(sendable);
    const letter = await writeLetter(context);
    const rest = await Promise.all(others.map((other) => writeLetter(contextFor(other))));
    return mailOf(sendable, rest.length > 0 ? together(letter, rest) : letter, context);
  };
}

function contextOf(
  sendable: Sendable,
  { siteUrl, notices = privacyNotices }: ComposeSettings,
  keys: LinkKeys,
): PromptContext {
  const { subject, people, contact, rule, row, now } = sendable;
  const { cohort, programme } = subject;
  const common = {
    recipient: contact,
    role: row.role,
    occasion: occasionOf(row),
    rule,
    programme,
    cohort,
    people,
    moments: momentsFor(subject.view.programme, subject.view.cohort, subject.view.sessions),
    links: promptLinks({
      siteUrl: siteUrl.replace(/\/$/, ''),
      keys,
      subject: addresseeSubject(subject, row.anchor),
      cohort,
      role: row.role,
      contact,
      now,
    }),
    notices,
    signInCode: () =>
      signInCode(keys, { subject: cohort.id, epoch: contact.linkEpoch, askedAt: afterColon(row.anchor) }),
    now,
  };
  switch (subject.kind) {
    case 'participant':
      return { ...common, kind: 'participant', participant: subject.view.participant, view: subject.view };
    case 'nomination':
      return { ...common, kind: 'nomination', nomination: subject.view.nomination, view: subject.view };
    case 'work-group':
      return {
        ...common,
        kind: 'work-group',
        view: subject.view,
        situation: groupSituationOf(subject.view, common.moments, Date.parse(now)),
      };
    case 'cohort':
      return { ...common, kind: 'cohort', view: subject.view };
  }
}

async function mailOf({ subject, contact }: Sendable, letter: Letter, context: PromptContext): Promise<OutgoingMail> {
  const { renderEmail } = await import('../email/render-email.tsx');
  const rendered = await renderEmail(letter);
  const { cohort, programme, now } = context;
  const { calendar } = letter;
  return {
    to: contact.email,
    replyTo: cohort.hub.replyTo,
    ...rendered,
    tags: mailTags(subject, context.occasion),
    ...(letter.footer.preferencesUrl && { headers: unsubscribeHeaders(letter.footer.preferencesUrl) }),
    ...(calendar && {
      attachments: [calendarFile({ ...calendar, cohort, attendee: contact, zone: programme.zone, now })],
    }),
  };
}

/** One-click unsubscribe as RFC 8058 has it: a POST to the address, which turns reminders off and nothing else. */
function unsubscribeHeaders(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
