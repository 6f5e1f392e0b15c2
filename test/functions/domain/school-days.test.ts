import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { cohort as cohortSchema } from '../../../functions/domain/cohort.ts';
import { nextJourneyStep } from '../../../functions/domain/journey.ts';
import { computeMoments, type Moments } from '../../../functions/domain/moments.ts';
import { momentsFor } from '../../../functions/domain/moments-memo.ts';
import { cohortOfSchool } from '../../../functions/domain/school-days.ts';
import { readJourney } from '../../../functions/journeys/read-journey.ts';
import { aJourney, sampleCohort, sampleProgramme, sampleSessions } from '../../support/factories.ts';
import { participantFacts, cohort as siteCohort, sessions as siteSessions } from '../site/fixtures.ts';
import { SiteWorld } from '../site/world.ts';

/** One school's half-term is a week earlier than the hub's, another has an INSET day of its own. */
const cohort = v.parse(cohortSchema, {
  ...sampleCohort,
  schoolCalendars: [
    {
      title: 'Example West council',
      schools: ['100001', '100002'],
      holidays: [{ title: 'Autumn half-term', from: '2026-11-16', to: '2026-11-18' }],
    },
    { title: 'Example School', schools: ['100002'], insetDays: ['2026-11-13'] },
  ],
});

function reminderOf(day: string, urn: string): string | undefined {
  const moments = momentsFor(sampleProgramme, cohortOfSchool(cohort, urn), sampleSessions);
  return at(moments, `session-reminder#session:${day}#0#participant`);
}

function at({ timed }: Moments, key: string): string | undefined {
  const found = timed.find((occasion) => occasion.key === key);
  return found && new Date(found.at).toISOString();
}

describe('working days', () => {
  it('are those of the participant’s own school: two schools of a cohort with different half-terms are reminded on different days', () => {
    // Central day 2 is on Thursday 19 November 2026.
    expect(reminderOf('central-2', '100009')).toBe('2026-11-17T16:00:00.000Z');
    expect(reminderOf('central-2', '100001')).toBe('2026-11-12T16:00:00.000Z');
  });

  it('leave out a school’s own INSET day too, beside its authority’s holidays', () => {
    expect(reminderOf('central-2', '100002')).toBe('2026-11-11T16:00:00.000Z');
  });

  it('are worked out once for each school calendar, and not once for each school', () => {
    const of = (urn: string) => momentsFor(sampleProgramme, cohortOfSchool(cohort, urn), sampleSessions);
    expect(of('100009')).toBe(of('100010'));
    expect(of('100001')).toBe(of('100001'));
    expect(of('100001')).not.toBe(of('100002'));
  });

  it('are read with the participant, whose school may change', async () => {
    const world = await new SiteWorld('2026-09-10T09:00:00Z').seedParticipant();
    const { schoolUrn, id } = participantFacts();
    const own = { title: 'Own', schools: [schoolUrn], insetDays: ['2026-10-01'] };
    await world.seed({ schoolCalendars: [{ ...own, holidays: undefined }] });
    expect((await readJourney(world.table, id))?.cohort.holidays).toContainEqual({
      from: '2026-10-01',
      to: '2026-10-01',
      title: 'INSET day',
    });
    await world.seed({ schoolCalendars: [{ ...own, schools: ['999999'], holidays: undefined }] });
    expect((await readJourney(world.table, id))?.cohort.holidays).toEqual(siteCohort.holidays);
    expect(Object.keys(siteSessions).length).toBeGreaterThan(0);
  });
});

describe('quiet hours', () => {
  const moments = computeMoments(sampleProgramme, sampleCohort, sampleSessions);
  const completed = (since: string) =>
    aJourney({
      participant: { ...aJourney().participant, status: 'completed', statusSince: since, legBeganAt: since },
    });
  const sentAt = (since: string) => {
    const step = nextJourneyStep(completed(since), moments, since);
    return step.do === 'SendPrompts' ? since : step.do === 'Wait' ? step.until : step.do;
  };

  it('keep what is not urgent from being sent in the evening, at night or at a weekend: it comes the next school morning', () => {
    expect(sentAt('2028-07-13T13:00:00.000Z')).toBe('2028-07-13T13:00:00.000Z');
    expect(sentAt('2028-07-13T18:30:00.000Z')).toBe('2028-07-14T06:00:00.000Z');
    expect(sentAt('2028-07-14T03:00:00.000Z')).toBe('2028-07-14T06:00:00.000Z');
    expect(sentAt('2028-07-15T10:00:00.000Z')).toBe('2028-07-17T06:00:00.000Z');
  });

  it('end at seven by the clock on the wall, on the Monday after the clocks go forward and after they go back', () => {
    const spring = completed('2026-03-29T00:30:00.000Z');
    const autumn = completed('2026-10-25T00:30:00.000Z');
    const untilOf = (view: typeof spring) => {
      const step = nextJourneyStep(view, moments, view.participant.statusSince);
      return step.do === 'Wait' ? step.until : step.do;
    };
    const noHolidays = computeMoments(sampleProgramme, { ...sampleCohort, holidays: [] }, sampleSessions);
    const springStep = nextJourneyStep(spring, noHolidays, spring.participant.statusSince);
    expect(springStep).toMatchObject({ do: 'Wait', until: '2026-03-30T06:00:00.000Z' });
    expect(untilOf(autumn)).toBe('2026-11-02T07:00:00.000Z');
  });

  it('hold nothing up that is urgent: a withdrawal on a Saturday night is confirmed at once', () => {
    const since = '2026-09-19T21:30:00.000Z';
    const step = nextJourneyStep(
      aJourney({ participant: { ...aJourney().participant, status: 'withdrawn', statusSince: since } }),
      moments,
      since,
    );
    expect(step.do === 'SendPrompts' && step.prompts.map(({ prompt }) => prompt)).toContain('withdrawn');
  });
});
