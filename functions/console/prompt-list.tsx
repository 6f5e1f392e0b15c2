import { openingUntracked, type PromptStory } from '../domain/explain-prompt.ts';
import type { RecipientRole } from '../domain/people.ts';
import type { PromptRowState } from '../domain/prompt.ts';
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

/** Why did, or didn't, somebody get it: every e-mail that was or is planned, with what became of it. */
export function PromptList({ stories, now }: { stories: readonly PromptStory[]; now: string }) {
  return (
    <>
      <h2 class="govuk-heading-m">Emails</h2>
      <p class="govuk-hint">{openingUntracked}</p>
      <StoryTable caption="Emails" stories={stories.filter(({ isAhead }) => !isAhead)} now={now} />
      {stories.some(({ isAhead }) => isAhead) && (
        <StoryTable caption="Planned" stories={stories.filter(({ isAhead }) => isAhead)} now={now} />
      )}
    </>
  );
}

function StoryTable({ caption, stories, now }: { caption: string; stories: readonly PromptStory[]; now: string }) {
  return (
    <DataTable
      caption={caption}
      captionHidden={caption === 'Emails'}
      columns={[
        { heading: 'Email' },
        { heading: 'To' },
        { heading: 'Planned for' },
        { heading: 'Because' },
        { heading: 'What became of it' },
      ]}
      rows={stories.map(({ occasion, plannedFor, why, outcome }) => [
        promptName(occasion.prompt),
        roleWords[occasion.role],
        formatShort(plannedFor, zone, now),
        why,
        outcome,
      ])}
      empty="No email has been due yet."
    />
  );
}
