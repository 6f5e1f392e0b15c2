import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundleWorker } from '../../../local/rehearsal/bundle-worker.ts';
import { rehearse } from '../../../local/rehearsal/rehearse.ts';
import { addTallies, figuresOf } from '../../../local/rehearsal/tally.ts';
import { sampleScript } from './sample-script.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const minutes = 120_000;

describe('a rehearsal', () => {
  test(
    'comes to the same numbers whoever shares a process with whom, and to others with another seed',
    async () => {
      const whole = await rehearse(sampleScript(7), { participants: 6, part: 0, of: 1 });
      const parts = [];
      for (const part of [0, 1]) parts.push(await rehearse(sampleScript(7), { participants: 6, part, of: 2 }));
      const [first, second] = parts.map(({ tally }) => tally);
      if (!first || !second) throw new Error('There are two parts');
      expect(figuresOf(addTallies(second, first), 1)).toEqual(figuresOf(whole.tally, 1));
      expect(whole.tally.prompts).toBeGreaterThan(6 * 30);
      const other = await rehearse(sampleScript(8), { participants: 6, part: 0, of: 1 });
      expect(figuresOf(other.tally, 1)).not.toEqual(figuresOf(whole.tally, 1));
    },
    minutes,
  );

  test(
    'holds nothing that could send an e-mail, and refuses to be made with it',
    async () => {
      const out = join(root, 'build', 'rehearsal', 'checked-worker.mjs');
      expect(readFileSync(await bundleWorker(undefined, out), 'utf8')).not.toContain('SendEmailCommand');
      const withMail = join(root, 'functions', 'platform', 'mail.ts');
      await expect(bundleWorker(withMail, join(root, 'build', 'rehearsal', 'refused.mjs'))).rejects.toMatchObject({
        name: 'CouldSendMail',
      });
    },
    minutes,
  );
});
