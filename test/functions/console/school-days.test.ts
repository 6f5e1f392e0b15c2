import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { cohort as cohortSchema } from '../../../functions/domain/cohort.ts';
import { upcomingOccasions } from '../../../functions/domain/journey.ts';
import { momentsFor } from '../../../functions/domain/moments-memo.ts';
import { people as peopleSchema } from '../../../functions/domain/people.ts';
import { readJourney } from '../../../functions/journeys/read-journey.ts';
import { key } from '../../../functions/platform/keys.ts';
import { axeViolations } from '../../support/axe.ts';
import { aParticipant, sampleCohort } from '../../support/factories.ts';
import { sampleNow } from './sample.ts';
import { ConsoleWorld } from './world.ts';

const people = v.parse(peopleSchema, { participant: { name: 'Ada Sample', email: 'ada@school.example' } });
const here = aParticipant({ id: 'ADAA2345', schoolUrn: '100001', schoolName: 'Exampleton Academy', status: 'year-1' });
const elsewhere = aParticipant({ id: 'BENN2345', schoolUrn: '100002', schoolName: 'Other School', status: 'year-1' });

/** The day before central half-day 5. */
const wednesday = '2027-04-28';
const asked = `/admin/school-days?cohort=${sampleCohort.id}&school=100001&day-day=28&day-month=4&day-year=2027`;
const post = { cohort: sampleCohort.id, school: '100001', day: wednesday, closed: 'yes', reason: 'The head told us.' };

let world: ConsoleWorld;

beforeEach(async () => {
  world = new ConsoleWorld(sampleNow);
  await world.signInAll();
  await world.putCohort();
  await world.put({ ...key.cohortList(sampleCohort.id) });
  await world.putDriven(here, people);
  await world.putDriven(elsewhere, people);
});

const cohortNow = () => world.table.get(key.cohort(sampleCohort.id), cohortSchema);

async function reminderOf(id: string): Promise<string | undefined> {
  const view = await readJourney(world.table, id);
  if (!view) throw new Error(`${id} is not there`);
  const moments = momentsFor(view.programme, view.cohort, view.sessions);
  const found = upcomingOccasions(view, moments, sampleNow).find(
    ({ occasion }) => occasion.prompt === 'session-reminder' && occasion.anchor === 'session:central-5',
  );
  return found && new Date(found.at).toISOString();
}

describe('a school’s own INSET day', () => {
  test('is shown with what it would change before it is made, for that school’s participants alone', async () => {
    const html = await world.html(asked);
    expect(html).toContain('Exampleton Academy is closed on Wednesday 28 April 2027');
    expect(html).toContain('/admin/participants/ADAA2345');
    expect(html).not.toContain('/admin/participants/BENN2345');
    expect(await axeViolations(html)).toEqual([]);
    expect((await cohortNow())?.schoolCalendars).toEqual([]);
  });

  test('moves what its participants are sent by its working days, and nobody else’s, and is announced', async () => {
    const before = { here: await reminderOf(here.id), elsewhere: await reminderOf(elsewhere.id) };
    expect((await world.post('/admin/school-days', post)).status).toBe(303);
    expect(before.here).toBe('2027-04-27T15:00:00.000Z');
    expect(await reminderOf(here.id)).toBe('2027-04-26T15:00:00.000Z');
    expect(await reminderOf(elsewhere.id)).toBe(before.elsewhere);
    expect(await cohortNow()).toMatchObject({ calendarRevision: sampleCohort.calendarRevision + 1 });
    const [item] = await world.table.queryAll({ pk: `COHORT#${sampleCohort.id}`, prefix: 'A#COHORT' });
    expect(item).toMatchObject({ announceDue: sampleNow });
    expect(await world.html('/admin/school-days')).toContain('Wednesday 28 April 2027');
  });

  test('sent twice is one change, and can be taken back with everything as it was', async () => {
    await world.post('/admin/school-days', post);
    await world.post('/admin/school-days', post);
    expect(await cohortNow()).toMatchObject({ calendarRevision: sampleCohort.calendarRevision + 1 });
    expect(await world.html(asked)).toContain('is open again on Wednesday 28 April 2027');
    await world.post('/admin/school-days', { ...post, closed: 'no' });
    expect((await cohortNow())?.schoolCalendars).toEqual([]);
    expect(await reminderOf(here.id)).toBe('2027-04-27T15:00:00.000Z');
  });

  test('needs a reason, a day of the cohort’s years, and a school that is in the cohort', async () => {
    const before = await cohortNow();
    const answer = await world.post('/admin/school-days', { ...post, reason: '' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Enter the reason');
    expect((await world.post('/admin/school-days', { ...post, school: '999999' })).status).toBe(404);
    const wrong = await world.get(asked.replace('day-year=2027', 'day-year=2031'));
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('The day must be within a year of the cohort');
    expect(await cohortNow()).toEqual(before);
  });

  test('leaves the term dates that a school shares with others as they are', async () => {
    const shared = { title: 'Example West council', schools: ['100001', '100003'], insetDays: ['2027-05-28'] };
    await world.put({ ...key.cohort(sampleCohort.id), ...sampleCohort, schoolCalendars: [shared] });
    await world.post('/admin/school-days', post);
    expect((await cohortNow())?.schoolCalendars).toMatchObject([
      shared,
      { title: 'Exampleton Academy: INSET days', schools: ['100001'], insetDays: [wednesday] },
    ]);
  });
});
