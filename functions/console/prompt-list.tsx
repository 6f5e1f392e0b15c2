import { openingUntracked, type PromptStory } from '../domain/explain-prompt.ts';
import type { RecipientRole } from '../domain/people.ts';
import type { PromptRowState } from '../domain/prompt.ts';
import { formatShort } from '../domain/short-dates.ts';
import { capital } from '../domain/wording.ts';
import { DataTable } from '../pages/components/data-table.tsx';
import { Details } from '../pages/components/details.tsx';
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
  return capital(key.replaceAll('-', ' '));
}

/** So many of what is planned, and of what was sent, stand open; the others are folded by month. */
const shownOpen = 5;

/** Why did, or didn't, somebody get it: every e-mail that was or is planned, with what became of it. */
export function PromptList({ stories, now }: { stories: readonly PromptStory[]; now: string }) {
  const [ahead, past] = [stories.filter(({ isAhead }) => isAhead), stories.filter(({ isAhead }) => !isAhead)];
  return (
    <>
      <h2 class="govuk-heading-m">Emails</h2>
      <p class="govuk-hint">{openingUntracked}</p>
      <Stories caption="Sent, or not sent" stories={past} now={now} />
      {ahead.length > 0 && <Stories caption="Planned" stories={ahead} now={now} />}
    </>
  );
}

function Stories({ caption, stories, now }: { caption: string; stories: readonly PromptStory[]; now: string }) {
  const months = Map.groupBy(stories.slice(shownOpen), ({ plannedFor }) => monthOf(plannedFor));
  return (
    <>
      <StoryTable caption={caption} stories={stories.slice(0, shownOpen)} now={now} />
      {[...months].map(([month, those]) => (
        <Details summary={`${month}: ${those.length === 1 ? '1 email' : `${those.length} emails`}`}>
          <StoryTable caption={`${caption}: ${month}`} stories={those} now={now} />
        </Details>
      ))}
    </>
  );
}

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: zone });

function monthOf(at: string): string {
  return monthName.format(new Date(at));
}

function StoryTable({ caption, stories, now }: { caption: string; stories: readonly PromptStory[]; now: string }) {
  return (
    <DataTable
      caption={caption}
      captionSize="s"
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
