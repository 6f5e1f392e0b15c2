import type { RecipientRole } from '../domain/people.ts';
import type { PromptRow, PromptRowState } from '../domain/prompt.ts';
import { formatShort } from '../domain/short-dates.ts';
import { DataTable } from '../pages/components/data-table.tsx';
import { zone } from './zone.ts';

export const stateWords: Record<PromptRowState, string> = {
  queued: 'Queued',
  sending: 'Being sent',
  accepted: 'Sent',
  delivered: 'Delivered',
  bounced: 'Bounced',
  complained: 'Marked as spam',
  suppressed: 'Not sent',
  held: 'Held for you',
  missed: 'Missed',
  unknown: 'May have been sent',
};

export const roleWords: Record<RecipientRole, string> = {
  participant: 'Participant',
  nominee: 'Nominee',
  partner: 'Partner',
  nominator: 'Nominator',
  'second-nominator': 'Second nominator',
  head: 'Headteacher',
  'subject-lead': 'Subject leader',
  lead: 'Lead of the cohort',
  'next-head': 'New headteacher',
  'previous-head': 'Headteacher of the school before',
  admins: 'Admins',
};

/** `session-reminder`: “Session reminder”. */
export function promptName(key: string): string {
  return `${key.charAt(0).toUpperCase()}${key.slice(1).replaceAll('-', ' ')}`;
}

/** Why did, or didn't, somebody get it: every prompt with its state and reason. */
export function PromptList({ prompts, now }: { prompts: readonly PromptRow[]; now: string }) {
  return (
    <>
      <h2 class="govuk-heading-m">Emails</h2>
      <DataTable
        caption="Emails"
        captionHidden
        columns={[
          { heading: 'Email' },
          { heading: 'To' },
          { heading: 'Planned for' },
          { heading: 'Because' },
          { heading: 'What became of it' },
        ]}
        rows={prompts.map((row) => [
          promptName(row.prompt),
          roleWords[row.role],
          formatShort(row.plannedFor, zone, now),
          row.because,
          [stateWords[row.state], row.reason].filter(Boolean).join(': '),
        ])}
        empty="No email has been due yet."
      />
    </>
  );
}
