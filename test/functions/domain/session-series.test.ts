import { describe, expect, it } from 'vitest';
import { layOutSeries } from '../../../functions/domain/session-series.ts';
import { group } from '../../../scripts/mails/group-mails.ts';

describe('a series of sessions', () => {
  it('comes to three days, whichever way each is held, and keeps clear of holidays', () => {
    const series = layOutSeries(group.programme, group.cohort, { from: '2026-09-29', everyWeeks: 4 });
    expect(series).toEqual({
      ok: true,
      days: 3,
      dates: [
        { day: 'meeting-1', on: '2026-09-29' },
        { day: 'observation-1', on: '2026-11-02', movedFrom: '2026-10-27' },
        { day: 'meeting-2', on: '2026-11-24' },
        { day: 'observation-2', on: '2027-01-04', movedFrom: '2026-12-22' },
      ],
    });
  });

  it('says which day would fall after the year', () => {
    const series = layOutSeries(group.programme, group.cohort, { from: '2027-03-01', everyWeeks: 12 });
    expect(series).toEqual({ ok: false, why: 'past-the-year', day: 'meeting-2' });
  });
});
