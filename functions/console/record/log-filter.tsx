import * as v from 'valibot';
import { plainDate } from '../../domain/ids.ts';
import { instantOf } from '../../domain/local-time.ts';
import { readAs } from '../../domain/read-as.ts';
import { FilterBar } from '../../pages/components/filter-bar.tsx';
import { Input } from '../../pages/components/input.tsx';
import { Select } from '../../pages/components/select.tsx';
import type { CohortLogLine } from '../../record/read-cohort-log.ts';
import type { ConsoleContext } from '../console-deps.ts';
import { zone } from '../zone.ts';
import { handOf } from './read-record.ts';
import { changeOf, headingOf } from './record-words.ts';

const hands = ['staff', 'programme', 'link'] as const;
const handWords = {
  staff: 'People who sign in',
  programme: 'The programme by itself',
  link: 'Schools and participants',
} as const;

/** What is looked for; what can't be read is not looked for. */
const filter = v.object({
  find: v.fallback(v.string(), ''),
  hand: v.fallback(v.union([v.picklist(hands), v.literal('')]), ''),
  from: v.fallback(v.union([plainDate, v.literal('')]), ''),
  to: v.fallback(v.union([plainDate, v.literal('')]), ''),
});
export type LogFilter = v.InferOutput<typeof filter>;

export function readLogFilter(c: ConsoleContext): LogFilter {
  const { find, hand, from, to } = c.req.query();
  return readAs(filter, { find: find?.trim(), hand, from, to });
}

export function isLogFiltered(asked: LogFilter): boolean {
  return Object.values(asked).some((value) => value !== '');
}

/** From the beginning of the first day to the end of the last, on the wall clock. */
export function periodOf({ from, to }: LogFilter): { from?: string; to?: string } {
  return {
    ...(from && { from: instantOf(`${from} 00:00`, zone) }),
    ...(to && { to: instantOf(`${to} 23:59:59.999`, zone) }),
  };
}

/** Whether a line is one of those that are looked for, by its own words: a name is looked for in the lists of people. */
export function isLineLookedFor({ find, hand }: LogFilter, line: CohortLogLine): boolean {
  if (hand !== '' && handOf(line) !== hand) return false;
  const text = [line.about.id, headingOf(line), changeOf(line), line.why ?? ''].join('\n').toLowerCase();
  return find === '' || text.includes(find.toLowerCase());
}

interface LogFilterProps {
  readonly cohorts: readonly { readonly id: string; readonly title: string }[];
  readonly cohort: string;
  readonly asked: LogFilter;
}

export function LogFilterBar({ cohorts, cohort, asked }: LogFilterProps) {
  return (
    <FilterBar
      action="/admin/record"
      label="Filter the record"
      clearHref={isLogFiltered(asked) || cohort !== '' ? '/admin/record' : undefined}
    >
      {cohorts.length > 1 && (
        <Select
          name="cohort"
          label="Cohort"
          value={cohort}
          options={[{ value: '', text: 'All' }, ...cohorts.map(({ id, title }) => ({ value: id, text: title }))]}
        />
      )}
      <Input name="find" label="Reference or words" value={asked.find} />
      <Select
        name="hand"
        label="Changed by"
        value={asked.hand}
        options={[{ value: '', text: 'Anybody' }, ...hands.map((hand) => ({ value: hand, text: handWords[hand] }))]}
      />
      <Input name="from" label="From" type="date" value={asked.from} />
      <Input name="to" label="To" type="date" value={asked.to} />
    </FilterBar>
  );
}
