import { builtInRuleOf } from '../domain/built-in-mails.ts';
import { upcomingOccasions } from '../domain/journey.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import type { Contact } from '../domain/people.ts';
import { type Occasion, occasionKey } from '../domain/prompt.ts';
import { promptTitle } from '../domain/prompt-title.ts';
import { readPeople } from '../driving/read-people.ts';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { composeMail } from './compose-mail.ts';
import { contactOf } from './contact-of.ts';
import type { SendableRule } from './decide-sending.ts';
import { type LedgerRow, ledgerRow, queuedRow } from './ledger-row.ts';
import { readSubject, type SubjectView } from './read-subject.ts';

export type PromptPreview = {
  /** What it is called. */
  readonly title: string;
} & (
  | {
      readonly shows: 'email';
      readonly row: LedgerRow;
      /** Still to come: it has no row in the ledger yet. */
      readonly isAhead: boolean;
      readonly to: Contact;
      readonly subject: string;
      /** The text part, complete but for its links. */
      readonly text: string;
      readonly calendarFile: boolean;
    }
  /** Nobody is on file for the role that it goes to. */
  | { readonly shows: 'nobody' }
  /** The programme, as it is now, no longer has it. */
  | { readonly shows: 'no-longer' }
);

/** Stands for a link in a preview. Links are the reader's own: whoever looks must not answer for them. */
export const theirOwnLink = '[their own link]';

const previewSite = 'https://links-of-a-preview.invalid';

/** Signs nothing that anybody could use. */
const previewKeys = async () => ({ current: '1', keys: { '1': 'preview' } });

/**
 * Writes an e-mail that was or will be sent to or about somebody, with the facts of this moment, for an admin to read:
 * what was sent at its time may have said another date. Sends nothing, writes nothing, and its links lead nowhere.
 *
 * Answers nothing where there is no such e-mail.
 */
export async function previewPrompt(
  deps: { readonly table: Table; readonly clock: Clock },
  about: { readonly kind: 'participant' | 'nomination'; readonly id: string },
  occasion: Occasion,
): Promise<PromptPreview | undefined> {
  const subject = await readSubject(deps.table, about);
  if (!subject) return undefined;
  const now = deps.clock.now();
  const entered = await deps.table.get(key.prompt(about.kind, about.id, occasion), ledgerRow);
  const row = entered ?? plannedRow(subject, occasion, now);
  if (!row) return undefined;
  const title = promptTitle(subject.programme, row.prompt);
  const rule = ruleOf(subject, row);
  if (!rule) return { title, shows: 'no-longer' };
  const people = await readPeople(deps.table, about.kind, about.id);
  const to = contactOf(row.role, people, subject.cohort);
  if (!to) return { title, shows: 'nobody' };
  const compose = composeMail({ siteUrl: previewSite, linkKeys: previewKeys });
  const mail = await compose({ subject, people, contact: to, rule, row, now });
  return {
    title,
    shows: 'email',
    row,
    isAhead: !entered,
    to,
    subject: mail.subject,
    text: mail.text.replaceAll(linkOfPreview, theirOwnLink),
    calendarFile: (mail.attachments ?? []).length > 0,
  };
}

const linkOfPreview = new RegExp(`${previewSite.replaceAll('.', '\\.')}\\S*`, 'g');

/** What a prompt that lies ahead will be entered as; nothing where none like it is planned. */
function plannedRow(subject: SubjectView, occasion: Occasion, now: string): LedgerRow | undefined {
  if (subject.kind !== 'participant') return undefined;
  const { view, version } = subject;
  const wanted = occasionKey(occasion);
  const moments = momentsFor(view.programme, view.cohort, view.sessions);
  const ahead = upcomingOccasions(view, moments, now).find(({ key }) => key === wanted);
  if (!ahead) return undefined;
  const plannedFor = new Date(ahead.at).toISOString();
  return queuedRow(
    { ...occasion, plannedFor, because: ahead.rule.purpose, lane: ahead.rule.lane },
    { seen: version, shard: '' },
    now,
  );
}

function ruleOf({ programme }: SubjectView, { prompt }: LedgerRow): SendableRule | undefined {
  return builtInRuleOf(prompt) ?? programme.prompts.find((rule) => rule.key === prompt);
}
