import { beforeAll, describe, expect, test } from 'vitest';
import { type KillReport, runKills } from '../../scripts/chaos/kill-run.ts';

describe('a machine that is killed ten times while four schools nominate and are decided on', {
  timeout: 300_000,
}, () => {
  let report: KillReport;

  beforeAll(async () => {
    report = await runKills({ kills: 10, seed: 20260303, part: 'nominations', tell: () => {} });
  }, 300_000);

  test('comes to the same end as one that runs undisturbed', () => {
    expect(report.differences).toEqual([]);
    // Four nominations, three participants, and the sample Work Group.
    expect(report.journeys).toBe(8);
  });

  test('was killed at different moments: while the clock jumped and otherwise, with functions running', () => {
    expect(report.kills).toBe(10);
    const during = new Set(report.deaths.map((death) => death.during));
    expect(during).toContain('jump');
    expect(during.size).toBeGreaterThan(1);
    expect(report.deaths.filter(({ functions }) => functions.length > 0).length).toBeGreaterThan(0);
  });
});
