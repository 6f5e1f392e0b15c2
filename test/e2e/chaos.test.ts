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
    expect(report.journeys).toBe(7);
  });

  test('was killed while it worked: in requests, in jumps, with functions running', () => {
    expect(report.kills).toBe(10);
    const during = new Set(report.deaths.map((death) => death.during));
    expect([...during]).toEqual(expect.arrayContaining(['request', 'jump']));
    expect(report.deaths.filter(({ functions }) => functions.length > 0).length).toBeGreaterThan(0);
  });
});
