import { beforeAll, describe, expect, test } from 'vitest';
import { type FaultReport, runFaults } from '../../../scripts/chaos/fault-run.ts';

describe('journeys that meet some hundred faults in their two years', () => {
  let report: FaultReport;

  beforeAll(async () => {
    report = await runFaults({ faults: 300, seed: 20260303, tell: () => {} });
  }, 240_000);

  test('come to the end that they come to undisturbed: nobody is stranded', () => {
    expect(report.examples).toEqual([]);
    expect(report.stranded).toBe(0);
    expect(report.ended).toBe(report.journeys);
  });

  test('lose no e-mail and send none twice, but where the prompt’s own rule has it', () => {
    expect([report.lost, report.duplicates]).toEqual([0, 0]);
  });

  test('met faults at every boundary that a journey crosses often', () => {
    expect(report.faults).toBeGreaterThanOrEqual(300);
    const boundaries = new Set(Object.keys(report.struck).map((name) => name.split(' ')[0]));
    const often = [
      'delivery',
      'execution',
      'function',
      'mailer',
      'message',
      'queue',
      'state',
      'table',
      'wake',
      'workflows',
    ];
    expect([...boundaries]).toEqual(expect.arrayContaining(often));
  });
});
