import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Programme } from '../../../functions/domain/programme.ts';
import { checkCohort } from '../../../functions/programmes/check-cohort.ts';
import { closedOn } from '../../../functions/programmes/draft-cohort.ts';
import { draftFirstCohort } from '../../../functions/programmes/draft-first-cohort.ts';
import { readProgrammeFile } from '../../../functions/programmes/read-programme-file.ts';
import { templateKeys } from '../../../functions/prompts/templates/template-keys.ts';
import { sampleProgramme } from '../../support/factories.ts';

test('a first cohort of either programme is one that may be opened, but for the links, whenever it begins', () => {
  const programmes = [sampleProgramme, workGroup()];
  const days = fc.integer({ min: 0, max: 3000 });
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 400 }), fc.constantFrom(...programmes), (first, before, programme) => {
      const firstDay = day(first);
      const draft = draftFirstCohort({
        programme,
        id: 'first',
        title: 'First',
        firstDay,
        today: day(first - before),
      });
      const mistakes = checkCohort(draft, programme).filter(({ reason }) => !reason.endsWith('needs a joinUrl'));
      const isTooShort = draft.nominations.opens.slice(0, 10) >= firstDay;
      expect(isTooShort ? [] : mistakes).toEqual([]);
      for (const { on } of draft.sessions) expect(closedOn(on, draft.holidays)).toBeUndefined();
    }),
  );
});

function day(number: number): string {
  return new Date(Date.UTC(2026, 8, 1 + number)).toISOString().slice(0, 10);
}

function workGroup(): Programme {
  const text = readFileSync(new URL('../../../programmes/secondary-work-group.yaml', import.meta.url), 'utf8');
  const read = readProgrammeFile(text, 'work-group.yaml', templateKeys);
  if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
  return read.programme;
}
