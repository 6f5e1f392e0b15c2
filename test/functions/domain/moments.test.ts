import { describe, expect, it } from 'vitest';
import type { Session } from '../../../functions/domain/cohort.ts';
import { computeMoments, type Moments } from '../../../functions/domain/moments.ts';
import { momentsFor } from '../../../functions/domain/moments-memo.ts';
import { sampleCohort, sampleProgramme, sampleSessions } from '../../support/factories.ts';

const moments = computeMoments(sampleProgramme, sampleCohort, sampleSessions);

function at(key: string, from: Moments = moments): string | undefined {
  const found = from.timed.find((occasion) => occasion.key === key);
  return found && new Date(found.at).toISOString();
}

describe('the moments of a calendar', () => {
  it('are in order of time', () => {
    expect(moments.timed.map(({ at: moment }) => moment)).toEqual(
      moments.timed.map(({ at: moment }) => moment).sort((a, b) => a - b),
    );
  });

  it('count school days: the catch-up’s preparation skips no half-term, the launch’s calendar entry skips the summer', () => {
    expect(at('session-prep#session:catch-up-1#0#participant')).toBe('2027-06-24T08:00:00.000Z');
    expect(at('session-saved#session:launch#0#participant')).toBe('2026-07-10T07:00:00.000Z');
    expect(at('session-prep#session:central-2#0#participant')).toBe('2026-11-05T09:00:00.000Z');
  });

  it('keep to the wall clock on both sides of a clock change', () => {
    expect(at('session-reminder#session:central-1#0#participant')).toBe('2026-10-06T15:00:00.000Z');
    expect(at('session-reminder#session:central-2#0#participant')).toBe('2026-11-17T16:00:00.000Z');
  });

  it('send the link of the day at 07:15 on the day itself, for online and hybrid sessions alike, even on a Saturday', () => {
    expect(at('session-today#session:launch#0#participant')).toBe('2026-09-17T06:15:00.000Z');
    const onSaturday = sampleSessions.map(
      (session): Session =>
        session.id === 'central-3'
          ? { ...session, startsAt: '2027-01-23T10:00:00.000Z', endsAt: '2027-01-23T12:00:00.000Z' }
          : session,
    );
    expect(
      at('session-today#session:central-3#0#participant', computeMoments(sampleProgramme, sampleCohort, onSaturday)),
    ).toBe('2027-01-23T07:15:00.000Z');
  });

  it('review year 1 six working days before it ends, in-school days after half-term, and departments before each term ends', () => {
    expect(at('year-1-review#year:1#0#lead')).toBe('2027-07-13T08:00:00.000Z');
    expect(at('in-school-nudge#term:spring-2027#0#participant')).toBe('2027-02-22T09:00:00.000Z');
    expect(at('department-review#term:autumn-2027#0#participant')).toBe('2027-12-03T09:00:00.000Z');
    expect(at('department-review#term:spring-2027#0#participant')).toBeUndefined();
  });

  it('invite the head to the launch and to nothing else', () => {
    const invitations = moments.timed
      .filter(({ occasion }) => occasion.prompt === 'launch')
      .map(({ occasion }) => occasion.anchor);
    expect(new Set(invitations)).toEqual(new Set(['session:launch']));
  });

  it('leave out a session that is cancelled', () => {
    const sessions = sampleSessions.map(
      (session): Session => (session.id === 'central-1' ? { ...session, state: 'cancelled' } : session),
    );
    const without = computeMoments(sampleProgramme, sampleCohort, sessions);
    expect(without.timed.some(({ occasion }) => occasion.anchor === 'session:central-1')).toBe(false);
    expect(without.sessionById.get('central-1')?.session.state).toBe('cancelled');
  });
});

describe('the memory of moments', () => {
  it('answers the same for the same content read afresh, and another for a session that moved', () => {
    const first = momentsFor(sampleProgramme, sampleCohort, sampleSessions);
    expect(momentsFor(sampleProgramme, structuredClone(sampleCohort), structuredClone(sampleSessions))).toBe(first);
    const moved = sampleSessions.map((session) => ({
      ...session,
      startsAt: session.startsAt.replace('2026-10-08', '2026-10-07'),
    }));
    expect(momentsFor(sampleProgramme, sampleCohort, moved)).not.toBe(first);
    const shorter = { ...sampleCohort, holidays: sampleCohort.holidays.slice(1) };
    expect(momentsFor(sampleProgramme, shorter, sampleSessions)).not.toBe(first);
  });
});
