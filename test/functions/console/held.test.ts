import { expect, test } from 'vitest';
import { key } from '../../../functions/platform/keys.ts';
import { heldMark } from '../../../functions/prompts/ledger-row.ts';
import { axeViolations } from '../../support/axe.ts';
import { aPromptRow } from '../../support/factories.ts';
import { visibleText } from '../../support/html.ts';
import { ada, sampleConsole, sampleNow } from './sample.ts';

test('a held e-mail says whom it is about, what it is called, to whom it goes and why it waits', async () => {
  const world = await sampleConsole();
  const row = aPromptRow({
    prompt: 'check-in-missed',
    anchor: 'session:central-2',
    state: 'held',
    plannedFor: '2026-11-20T09:00:00.000Z',
    because: 'to ask whether they were there',
    reason: 'it may have been sent',
  });
  await world.put({
    ...key.prompt('participant', ada.id, row),
    ...row,
    lane: 'routine',
    ...heldMark('held', sampleNow),
  });
  const html = await world.html('/admin/held');
  const text = visibleText(html).replace(/\s+/g, ' ');
  expect(text).toContain(
    'Ada Example: Missing check-in, to the participant Fri 20 Nov 2026 09:00, to ask whether they were there: it may have been sent',
  );
  expect(await axeViolations(html)).toEqual([]);
});
