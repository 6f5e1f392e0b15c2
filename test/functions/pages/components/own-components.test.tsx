import type { JSX } from 'hono/jsx/jsx-runtime';
import { describe, expect, it } from 'vitest';
import { nominationStatus } from '../../../../functions/domain/nomination.ts';
import { participantStatus } from '../../../../functions/domain/participant.ts';
import { CodeEntry } from '../../../../functions/pages/components/code-entry.tsx';
import { DataTable, type DataTableProps } from '../../../../functions/pages/components/data-table.tsx';
import { errorFor } from '../../../../functions/pages/components/field-errors.tsx';
import { FilterBar } from '../../../../functions/pages/components/filter-bar.tsx';
import { describeBucket, HalfDayLedger, ledgerSteps } from '../../../../functions/pages/components/half-day-ledger.tsx';
import { Input } from '../../../../functions/pages/components/input.tsx';
import { JourneyTimeline } from '../../../../functions/pages/components/journey-timeline.tsx';
import { nameNominationStatus, nameParticipantStatus } from '../../../../functions/pages/components/status-tags.tsx';
import { WhereAndWhy } from '../../../../functions/pages/components/where-and-why.tsx';
import { renderPage } from '../../../../functions/pages/shell.tsx';
import { axeViolations } from '../../../support/axe.ts';
import { attributeOf, findElements, visibleText } from '../../../support/html.ts';
import { sampleSite } from '../sample-site.ts';

async function render(element: JSX.Element): Promise<string> {
  return (await element).toString();
}

const central = { name: 'Central events', required: 5.5, earned: 4, booked: 1 };

describe('the half-day ledger', () => {
  it('says in words what is earned, booked and still needed', () => {
    expect(describeBucket(central)).toBe('4 of 5.5 days earned, 1 day booked, half a day still needed.');
  });

  it('leaves out what there is none of', () => {
    expect(describeBucket({ ...central, earned: 5.5, booked: 0 })).toBe('5.5 of 5.5 days earned.');
  });

  it('draws a step for each half-day', () => {
    expect(ledgerSteps({ ...central, required: 2, earned: 1, booked: 0.5 })).toEqual([
      'earned',
      'earned',
      'booked',
      'needed',
    ]);
  });

  it('draws what was earned beyond the need, and needs no more', () => {
    expect(ledgerSteps({ ...central, required: 1, earned: 1.5, booked: 0 })).toEqual(['earned', 'earned', 'earned']);
  });

  it('hides the bar from screen readers, which have the words', async () => {
    const html = await render(<HalfDayLedger buckets={[central]} />);
    const [bar] = findElements(html, (element) => attributeOf(element, 'class') === 'tl-ledger__bar');
    expect(bar && attributeOf(bar, 'aria-hidden')).toBe('true');
    expect(visibleText(html)).toContain('4 of 5.5 days earned, 1 day booked');
  });
});

describe('the journey timeline', () => {
  const done = { title: 'Launch', when: 'Thursday 17 September 2026', outcome: 'done' } as const;
  const next = { title: 'Central Day 1', when: 'Thursday 8 October 2026', at: '2026-10-08T08:30:00Z' };

  it('tells done, missed, next and later apart in words', async () => {
    const html = await render(
      <JourneyTimeline happened={[done, { ...done, outcome: 'missed' }]} coming={[next, next]} />,
    );
    const lines = visibleText(html).split('\n');
    expect(lines.filter((line) => line.includes(':'))).toEqual([
      'Done: Launch',
      'Missed: Launch',
      'Next: Central Day 1',
      'Later: Central Day 1',
    ]);
  });

  it('carries the moment for machines', async () => {
    const html = await render(<JourneyTimeline happened={[]} coming={[next]} />);
    expect(html).toContain('datetime="2026-10-08T08:30:00Z"');
  });

  it('says so where nothing has happened and nothing will', async () => {
    const text = visibleText(await render(<JourneyTimeline happened={[]} coming={[]} />));
    expect(text).toBe('What happened\nNothing yet.\nWhat comes next\nNothing more.');
  });
});

describe('the data table', () => {
  const props: DataTableProps = {
    caption: 'Participants',
    columns: [
      { heading: 'Name', sort: { href: '?sort=name', direction: 'ascending' } },
      { heading: 'Days', numeric: true },
    ],
    rows: [['Róisín O’Neil', 3.5]],
    empty: 'Nobody yet.',
  };

  it('names each row by its first cell and each value by its column', async () => {
    const html = await render(<DataTable {...props} />);
    expect(html).toContain('<th scope="row" class="govuk-table__header" role="rowheader">Róisín O’Neil</th>');
    expect(html).toContain('data-label="Days"');
  });

  it('says which column it is sorted by', async () => {
    expect(await render(<DataTable {...props} />)).toContain('aria-sort="ascending"');
  });

  it('says so where there are no rows', async () => {
    expect(visibleText(await render(<DataTable {...props} rows={[]} />))).toBe('Nobody yet.');
  });

  it('shows a zero', async () => {
    expect(visibleText(await render(<DataTable {...props} rows={[['Bo', 0]]} />))).toMatch(/\b0$/);
  });
});

describe('the code entry', () => {
  it('lets a phone offer a code that was sent, and not one from the room', async () => {
    expect(await render(<CodeEntry name="code" label="Code" from="sent" />)).toContain('autocomplete="one-time-code"');
    expect(await render(<CodeEntry name="code" label="Code" from="room" />)).toContain('autocomplete="off"');
  });

  it('never cuts a pasted code short', async () => {
    expect(await render(<CodeEntry name="code" label="Code" from="sent" />)).not.toMatch(/maxlength|pattern/);
  });
});

describe('the filter bar', () => {
  it('is a GET, which can be kept as a link', async () => {
    const html = await render(
      <FilterBar action="/admin" label="Filter participants" clearHref="/admin">
        <Input name="q" label="Name" />
      </FilterBar>,
    );
    expect(html).toContain('method="get" action="/admin" aria-label="Filter participants"');
    expect(html).toContain('Clear filters');
  });
});

describe('the names of statuses', () => {
  it('differ from each other', () => {
    const participants = participantStatus.options.map(nameParticipantStatus);
    const nominations = nominationStatus.options.map(nameNominationStatus);
    expect(new Set(participants).size).toBe(participants.length);
    expect(new Set(nominations).size).toBe(nominations.length);
  });
});

describe('field errors', () => {
  it('are found by field', () => {
    const errors = [{ field: 'urn', message: 'Enter the URN' }];
    expect([errorFor(errors, 'urn'), errorFor(errors, 'name'), errorFor(undefined, 'urn')]).toEqual([
      'Enter the URN',
      undefined,
      undefined,
    ]);
  });
});

describe('our own components together', () => {
  it('give axe nothing to find', async () => {
    const html = await renderPage({
      site: sampleSite(),
      title: 'Everything',
      width: 'wide',
      children: (
        <>
          <h1>Everything</h1>
          <WhereAndWhy sentence="Waiting for you." detail="Since Monday." tone="needs-you" />
          <HalfDayLedger buckets={[central]} headingLevel={2} />
          <JourneyTimeline
            happened={[{ title: 'Launch', when: 'Thursday', outcome: 'cancelled' }]}
            coming={[{ title: 'Day 1', when: 'Friday', detail: 'York' }]}
          />
          <FilterBar action="/x" label="Filter" outcome="1 of 2">
            <Input name="q" label="Name" type="search" />
          </FilterBar>
          <DataTable
            caption="People"
            columns={[
              { heading: 'Name', sort: { href: '?s' } },
              { heading: 'Days', numeric: true },
            ]}
            rows={[['Bo', 1]]}
            empty="Nobody."
          />
          <CodeEntry name="code" label="Code" from="room" hint="Six letters" error="Enter the code" />
        </>
      ),
    });
    expect(await axeViolations(html)).toEqual([]);
  });
});
