import type { PromptRow, PromptRowState } from '../domain/prompt.ts';
import { formatMomentShort } from '../domain/wording.ts';
import { DataTable } from '../pages/components/data-table.tsx';
import { zone } from './describe.ts';

const stateWords: Record<PromptRowState, string> = {
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

/** Why did, or didn't, somebody get it: every prompt with its state and reason. */
export function PromptList({ prompts }: { prompts: readonly PromptRow[] }) {
  return (
    <DataTable
      caption="Emails"
      columns={[
        { heading: 'Email' },
        { heading: 'To' },
        { heading: 'Planned for' },
        { heading: 'Because' },
        { heading: 'What became of it' },
      ]}
      rows={prompts.map((row) => [
        row.prompt.replaceAll('-', ' '),
        row.role.replaceAll('-', ' '),
        formatMomentShort(row.plannedFor, zone),
        row.because,
        [stateWords[row.state], row.reason].filter(Boolean).join(': '),
      ])}
      empty="Nothing has been planned yet."
    />
  );
}
