import * as v from 'valibot';
import type { Cohort } from '../../domain/cohort.ts';
import type { Programme } from '../../domain/programme.ts';
import { readAs } from '../../domain/read-as.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { errorFor, type FieldError } from '../../pages/components/field-errors.tsx';
import { Input } from '../../pages/components/input.tsx';
import { Select } from '../../pages/components/select.tsx';
import { key, partition } from '../../platform/keys.ts';
import type { CohortFile } from '../../programmes/cohort-file.ts';
import { draftCohort } from '../../programmes/draft-cohort.ts';
import { draftFirstCohort } from '../../programmes/draft-first-cohort.ts';
import { readCohort, readProgramme } from '../../programmes/read-programme.ts';
import { day, fieldErrors, line } from '../../web/fields.ts';
import { cohortsHere } from '../chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { layOutAsAsked, type SeriesAsked } from './read-series.ts';

export const newCohortPath = '/admin/cohorts/new';

/** Instead of another cohort's id: one that is like no other. */
const likeNone = 'none';

interface NotBegun {
  readonly ok: false;
  readonly cohorts: readonly Cohort[];
  readonly versions: readonly Version[];
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

export interface Begun {
  readonly ok: true;
  readonly programme: Programme;
  readonly file: CohortFile;
  readonly series: SeriesAsked;
  /** Its hub and calendar are nobody's yet: they are asked for. */
  readonly isLikeNone: boolean;
  /** What was asked for, to be asked for again. */
  readonly query: Readonly<Record<'from' | 'programme' | 'title' | 'first', string>>;
}

const beginning = v.object({
  from: v.string(),
  /** `key#version`; none is the other cohort's own. */
  programme: v.string(),
  title: line('the title of the new cohort'),
  first: day('Enter the first day of its first year'),
});

/** What the first page asked, and what it comes to; before anything was typed there is nothing wrong with it. */
export async function readBegun(
  deps: ConsoleDeps,
  c: ConsoleContext,
  given: Readonly<Record<string, string>>,
): Promise<Begun | NotBegun> {
  const cohorts = await cohortsHere(deps, c);
  const versions = await versionsOf(deps, cohorts);
  const typed = {
    from: given.from ?? cohorts.at(-1)?.id ?? likeNone,
    programme: '',
    title: '',
    first: '',
    ...given,
  };
  if (given.title === undefined) return { ok: false, cohorts, versions, typed, errors: [] };
  const read = v.safeParse(beginning, typed);
  const like = cohorts.find(({ id }) => id === typed.from);
  const chosen = versions.find(({ value }) => value === typed.programme) ?? ownVersion(typed.programme, like);
  const errors = [
    ...(like || typed.from === likeNone ? [] : [{ field: 'from', message: 'Select a cohort' }]),
    ...(chosen ? [] : [{ field: 'programme', message: 'Select a version of a programme' }]),
    ...(read.success ? [] : fieldErrors(read.issues)),
  ];
  if (errors.length > 0 || !read.success || !chosen) return { ok: false, cohorts, versions, typed, errors };
  const { title, first } = read.output;
  const programme = await readProgramme(deps.table, chosen);
  const asked = { programme, id: idOf(title), title, firstDay: first };
  const draft = like
    ? draftCohort({ ...asked, like: await readCohort(deps.table, like.id) })
    : draftFirstCohort({ ...asked, today: deps.clock.now().slice(0, 10), hub: cohorts[0]?.hub });
  const query = { from: typed.from, programme: typed.programme, title, first };
  return { ok: true, programme, ...layOutAsAsked(given, draft, programme), isLikeNone: !like, query };
}

/** The version that the other cohort has, where no other was chosen. */
function ownVersion(typed: string, like: Cohort | undefined): Cohort['programme'] | undefined {
  return typed === '' ? like?.programme : undefined;
}

/** `Mastery Specialists 2027 to 2029`: `mastery-specialists-2027-to-2029`. */
function idOf(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 60).replace(/-$/, '');
}

export async function beginPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  { cohorts, versions, typed, errors }: NotBegun,
): Promise<Response> {
  return consolePage(deps, c, {
    title: 'Create a cohort',
    before: <BackLink href="/admin/cohorts" />,
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Create a cohort</h1>
        <form method="get" action={newCohortPath} novalidate>
          {cohorts.length === 0 ? (
            <input type="hidden" name="from" value={likeNone} />
          ) : (
            <Select
              name="from"
              label="Like which cohort"
              hint="Its hub, lead, places and school holidays are taken over; its dates move by whole weeks."
              value={typed.from}
              error={errorFor(errors, 'from')}
              options={[
                ...cohorts.map(({ id, title }) => ({ value: id, text: title })),
                { value: likeNone, text: 'Like none: with a hub and a calendar of its own' },
              ]}
            />
          )}
          <Select
            name="programme"
            label="Programme"
            hint={
              cohorts.length === 0
                ? 'A date is proposed for each of its days.'
                : 'Of the same programme its sessions move along; of another, dates are proposed.'
            }
            value={typed.programme}
            error={errorFor(errors, 'programme')}
            options={[
              { value: '', text: cohorts.length === 0 ? 'Select a version' : 'As that cohort has it' },
              ...versions,
            ]}
          />
          <Input name="title" label="Title of the new cohort" value={typed.title} error={errorFor(errors, 'title')} />
          <Input
            name="first"
            label="First day of its first year"
            type="date"
            classes="govuk-input--width-10"
            value={typed.first}
            error={errorFor(errors, 'first')}
          />
          <Button>See its dates</Button>
        </form>
      </>
    ),
  });
}

interface Version {
  readonly value: string;
  readonly text: string;
  readonly key: string;
  readonly version: number;
}

const listed = v.object({ sk: v.string() });

/** Every published version of every programme, also of one that no cohort runs yet. */
async function versionsOf({ table }: ConsoleDeps, cohorts: readonly Cohort[]): Promise<Version[]> {
  const programmes = (await table.queryAll({ pk: key.programmeList('').pk })).map((item) => readAs(listed, item).sk);
  const keys = [...new Set([...programmes, ...cohorts.map(({ programme }) => programme.key)])];
  const read = await Promise.all(
    keys.map(async (name) => {
      const rows = await table.queryAll({ pk: partition.programme(name), prefix: 'V#' });
      return Promise.all(
        rows.map(({ sk }) => readProgramme(table, { key: name, version: Number(sk.slice('V#'.length)) })),
      );
    }),
  );
  return read.flat().map(({ key: name, version, title }) => ({
    value: `${name}#${version}`,
    text: `${title}, version ${version}`,
    key: name,
    version,
  }));
}
