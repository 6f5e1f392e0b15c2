import { openingUntracked, type PromptStory } from '../domain/explain-prompt.ts';
import type { RecipientRole } from '../domain/people.ts';
import type { Programme } from '../domain/programme.ts';
import { type Occasion, occasionKey, type PromptRowState } from '../domain/prompt.ts';
import { promptTitle } from '../domain/prompt-title.ts';
import { formatShort } from '../domain/short-dates.ts';
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

/** `head`: “the headteacher”, within a sentence. */
export function inText(role: RecipientRole): string {
  const words = roleWords[role];
  return `the ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

/** Where one e-mail is shown as its reader gets it; `home` is the page of whomever it is about. */
function emailHref(home: string, of: Occasion): string {
  return `${home}/email?${new URLSearchParams({ of: occasionKey(of) })}`;
}

/** So many of what is planned, and of what was sent, stand open; the others are folded by month. */
const shownOpen = 5;

interface StoriesProps {
  readonly stories: readonly PromptStory[];
  /** Says what they are called. */
  readonly programme: Programme;
  /** The page of whomever they are about. */
  readonly home: string;
  readonly now: string;
}

/** Why did, or didn't, somebody get it: every e-mail that was or is planned, with what became of it. */
export function PromptList(props: StoriesProps) {
  const { stories } = props;
  const [ahead, past] = [stories.filter(({ isAhead }) => isAhead), stories.filter(({ isAhead }) => !isAhead)];
  return (
    <>
      <h2 class="govuk-heading-m">Emails</h2>
      <p class="govuk-hint">{openingUntracked}</p>
      <Stories {...props} caption="Sent, or not sent" stories={past} />
      {ahead.length > 0 && <Stories {...props} caption="Planned" stories={ahead} />}
    </>
  );
}

function Stories(props: StoriesProps & { caption: string }) {
  const { caption, stories } = props;
  const months = Map.groupBy(stories.slice(shownOpen), ({ plannedFor }) => monthOf(plannedFor));
  return (
    <>
      <StoryTable {...props} stories={stories.slice(0, shownOpen)} />
      {[...months].map(([month, those]) => (
        <Details summary={`${month}: ${those.length === 1 ? '1 email' : `${those.length} emails`}`}>
          <StoryTable {...props} caption={`${caption}: ${month}`} stories={those} />
        </Details>
      ))}
    </>
  );
}

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: zone });

function monthOf(at: string): string {
  return monthName.format(new Date(at));
}

function StoryTable({ caption, stories, programme, home, now }: StoriesProps & { caption: string }) {
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
        <a class="govuk-link" href={emailHref(home, occasion)}>
          {promptTitle(programme, occasion.prompt)}
        </a>,
        roleWords[occasion.role],
        formatShort(plannedFor, zone, now),
        why,
        outcome,
      ])}
      empty="No email has been due yet."
    />
  );
}
