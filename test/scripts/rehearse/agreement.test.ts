import { expect, test } from 'vitest';
import { disagreements } from '../../../scripts/rehearse/disagreements.ts';
import { toldInRehearsal } from '../../../scripts/rehearse/told.ts';
import { toldInCloud } from '../../../scripts/rehearse/told-in-cloud.ts';
import { sampleScript } from '../../local/rehearsal/sample-script.ts';

const minutes = 600_000;

/** Nomination, promises, decisions, the launch and the first central day: `npm run agreement` compares the whole two years. */
const compared = { participants: 20, until: Date.parse('2026-10-12T00:00:00Z') };

test(
  'twenty people get the same prompts in a rehearsal and from the embedded cloud, up to the first central day',
  async () => {
    const rehearsed = await toldInRehearsal(sampleScript(5), compared);
    expect(rehearsed.length).toBeGreaterThan(compared.participants * 10);
    const sent = await toldInCloud(sampleScript(5), compared);
    expect(disagreements(rehearsed, sent)).toEqual({ onlyRehearsed: [], onlySent: [] });
  },
  minutes,
);

test('a prompt that one side sends twice is a disagreement', () => {
  expect(disagreements(['a', 'b'], ['b', 'a', 'a'])).toEqual({ onlyRehearsed: [], onlySent: ['a'] });
});
