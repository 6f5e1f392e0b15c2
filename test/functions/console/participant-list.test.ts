import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { cohortId } from '../../../functions/domain/ids.ts';
import { people as peopleSchema } from '../../../functions/domain/people.ts';
import { key } from '../../../functions/platform/keys.ts';
import { axeViolations } from '../../support/axe.ts';
import { aParticipant, sampleCohort } from '../../support/factories.ts';
import { visibleText } from '../../support/html.ts';
import { ada, inReview, parked, sampleConsole, sampleNow } from './sample.ts';
import { ConsoleWorld } from './world.ts';

const path = '/admin/participants';
let world: ConsoleWorld;
beforeAll(async () => {
  world = await sampleConsole();
});

const everybody = ['ADAA2345', 'PARK2345', 'REVW2345', 'GNEE2345'];

/** Which participants a filtered list shows, by their ids. */
async function found(query: string, of = world): Promise<string[]> {
  const html = await of.html(`${path}${query}`);
  return [...html.matchAll(/href="\/admin\/participants\/(\w{8})"/g)].map(([, id]) => id ?? '');
}

describe('the list of participants', () => {
  test.each([
    ['a part of a name, in any case', '?find=aDa', [ada.id]],
    ['a school', '?find=exampleton', [ada.id]],
    ['a reference', '?find=PARK2345', [parked.id]],
    ['an address', '?find=rosalind%40school.example', [inReview.id]],
    ['a status', '?status=withdrawn', ['GNEE2345']],
    ['what the workflow waits for', '?waits=AwaitReviewDecision', [inReview.id]],
    ['whoever has stopped', '?waits=ParkForAdmin', [parked.id]],
    ['two things at once', '?status=year-1&find=sample', [parked.id]],
    ['nobody', '?find=nobody-is-called-this', []],
  ])('is searched for %s', async (_, query, ids) => {
    expect(await found(query)).toEqual(ids);
  });

  test('tells who has been in one status for so many days, and leaves out whose journey is over', async () => {
    expect((await found('?stuck=30')).sort()).toEqual(
      everybody.filter((id) => id !== 'GNEE2345' && id !== parked.id).sort(),
    );
    expect(await found('?stuck=1')).toContain(parked.id);
  });

  test.each(['?status=nothing', '?stuck=-1', '?stuck=x'])(
    'takes no notice of a filter that is none: %s',
    async (query) => {
      expect((await found(query)).sort()).toEqual([...everybody].sort());
    },
  );

  test('keeps the filter in its fields, offers to clear it, and says when nobody is like that', async () => {
    const html = await world.html(`${path}?find=zzz&status=year-1`);
    expect(html).toContain('value="zzz"');
    expect(html).toContain('Clear filters');
    expect(visibleText(html)).toContain('Nobody is like that.');
    expect(await axeViolations(html)).toEqual([]);
  });

  test('asks Step Functions about nobody', async () => {
    world.histories.asked.length = 0;
    await world.get(path);
    expect(world.histories.asked).toEqual([]);
  });

  test('is marked to be renewed while somebody looks', async () => {
    expect(await world.html(path)).toContain('id="participants" data-renews');
  });
});

describe('a search while there are several cohorts', () => {
  const later = { ...sampleCohort, id: v.parse(cohortId, 'sample-2027'), title: 'Next year (sample)' };
  let several: ConsoleWorld;

  async function putLater(cohort: typeof later): Promise<void> {
    several = await sampleConsole();
    await several.put({ ...key.cohort(cohort.id), ...cohort }, { ...key.cohortList(cohort.id), title: cohort.title });
    await several.putDriven(
      aParticipant({ id: 'NEXT2345', cohortId: cohort.id }),
      v.parse(peopleSchema, { participant: { name: 'Nia Next-Sample', email: 'nia@school.example' } }),
    );
  }

  test('says in which others somebody is found, and leads there with the same words', async () => {
    await putLater(later);
    const html = await several.html(`${path}?cohort=${sampleCohort.id}&find=nia`);
    expect(visibleText(html)).toContain('Also found in Next year (sample) (1)');
    const [, href = ''] = /href="\/admin\/participants(\?cohort=sample-2027[^"]*)"/.exec(html) ?? [];
    expect(await found(href.replaceAll('&amp;', '&'), several)).toEqual(['NEXT2345']);
    expect(await several.html(`${path}?cohort=${sampleCohort.id}`)).not.toContain('Also found in');
    expect(await several.html(`${path}?cohort=${sampleCohort.id}&find=ada`)).not.toContain('Also found in');
  });

  test('tells nothing of a cohort that the reader may not see', async () => {
    await putLater({ ...later, hub: { ...later.hub, id: 'another-hub' } });
    const html = await several.html(`${path}?cohort=${sampleCohort.id}&find=nia`, 'lead');
    expect(visibleText(html)).toContain('Nobody is like that.');
    expect(html).not.toMatch(/Also found in|Next year/);
  });
});

/** References have neither 0 nor 1: octal digits, each two higher. */
function referenceOf(number: number): string {
  const digits = [...number.toString(8).padStart(6, '0')].map((digit) => String(Number(digit) + 2));
  return `AA${digits.join('')}`;
}

describe('a list of more than a request has time for', () => {
  const last = `ZZ${'Z'.repeat(6)}`;
  let full: ConsoleWorld;
  beforeAll(async () => {
    full = new ConsoleWorld(sampleNow);
    await full.signInAll();
    await full.putCohort();
    for (let number = 0; number < 1050; number += 1)
      await full.putDriven(aParticipant({ id: referenceOf(number), status: 'year-1' }));
    await full.putDriven(
      aParticipant({ id: last, status: 'year-2', parked: parked.parked }),
      v.parse(peopleSchema, { participant: { name: 'Last Sample', email: 'last@school.example' } }),
    );
  });

  test('looks at a thousand, says that there are more, and goes on by a link that keeps the filter', async () => {
    const html = await full.html(`${path}?waits=ParkForAdmin`);
    expect(visibleText(html)).toContain('None of those that were looked at is like that. There are more.');
    const [, more = ''] = /href="\/admin\/participants(\?[^"]*after=[^"]*)"/.exec(html) ?? [];
    expect(await found(more.replaceAll('&amp;', '&'), full)).toEqual([last]);
  });

  test('finds one by name at once, however many others there are', async () => {
    expect(await found('?find=last', full)).toEqual([last]);
    expect(await found('?find=sample%2C+LAST&status=year-2', full)).toEqual([last]);
    expect(await found('?find=last&status=year-1', full)).toEqual([]);
  });

  test('reads just those of a status, however many others there are', async () => {
    expect(await found('?status=year-2', full)).toEqual([last]);
  });

  test('shows fifty of a status at once, and the others by a link', async () => {
    const html = await full.html(`${path}?status=year-1`);
    const [, more = ''] = /href="\/admin\/participants(\?[^"]*after=[^"]*)"/.exec(html) ?? [];
    const shown = await found('?status=year-1', full);
    const next = await found(more.replaceAll('&amp;', '&'), full);
    expect([shown.length, next.length]).toEqual([50, 50]);
    expect(new Set([...shown, ...next]).size).toBe(100);
  });

  test('shows fifty at once', async () => {
    expect(await found('', full)).toHaveLength(50);
  });
});
