import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { tellPrivacyChanges } from '../../../functions/digests/tell-privacy-changes.ts';
import { people as peopleSchema } from '../../../functions/domain/people.ts';
import { noticesToTell, type PrivacyNotice, privacyNotices } from '../../../functions/domain/privacy-notice.ts';
import { partition } from '../../../functions/platform/keys.ts';
import type { OutgoingMail } from '../../../functions/platform/mail.ts';
import type { PromptMessage } from '../../../functions/platform/prompt-queue.ts';
import { composeMail } from '../../../functions/prompts/compose-mail.ts';
import { deliverPrompt } from '../../../functions/prompts/deliver-prompt.ts';
import { aParticipant } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';

const notices: readonly PrivacyNotice[] = [
  { version: '2026-03', publishedOn: '2026-03-02', changes: [] },
  { version: '2026-10', publishedOn: '2026-10-12', changes: ['We say who sees your attendance.'] },
];
const people = v.parse(peopleSchema, { participant: { name: 'Pat Sample', email: 'pat@example.org' } });
const member = aParticipant({ status: 'year-1', enrolledAt: '2026-05-06T13:00:00Z' });

let world: FunctionsWorld;
let queued: PromptMessage[];

beforeEach(async () => {
  world = new FunctionsWorld('2026-10-12T07:00:00.000Z');
  queued = [];
  await world.putCohort();
  await world.putDriven(member, people);
});

function tell() {
  const queue = { enqueue: async (_: unknown, messages: readonly PromptMessage[]) => void queued.push(...messages) };
  return tellPrivacyChanges({ ...world.deps, queue }, notices);
}

async function deliverAll(): Promise<OutgoingMail[]> {
  const mails: OutgoingMail[] = [];
  const deps = {
    ...world.deps,
    random: () => 0.5,
    mailer: { send: async (mail: OutgoingMail) => ({ taken: true, messageId: `ses-${mails.push(mail)}` }) as const },
    compose: composeMail({
      siteUrl: 'https://site.example.org',
      linkKeys: async () => ({ current: '1', keys: { '1': 'a key of the tests' } }),
      notices,
    }),
  };
  for (const message of queued.splice(0)) await deliverPrompt(deps, message);
  return mails;
}

const rows = () => world.table.queryAll({ pk: partition.subject('participant', member.id), prefix: 'E#PROMPT#' });

describe('a new version of the privacy notice', () => {
  it('is told to whoever takes part once, with what is different, however often the morning comes', async () => {
    expect(await tell()).toEqual({ told: 1 });
    const [mail, ...more] = await deliverAll();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: 'pat@example.org', subject: 'Our privacy notice has changed' });
    expect(mail?.text).toContain('- We say who sees your attendance.');
    expect(mail?.text).toContain('https://site.example.org/privacy');
    world.pass(86_400_000);
    expect(await tell()).toEqual({ told: 0 });
    expect(await deliverAll()).toEqual([]);
  });

  it('is not told to whoever joined after it came out, nor to whoever has left', async () => {
    await world.putDriven({ ...member, enrolledAt: '2026-10-12T06:00:00Z' }, people);
    expect(await tell()).toEqual({ told: 0 });
    await world.putDriven({ ...member, status: 'withdrawn' }, people);
    expect(await tell()).toEqual({ told: 0 });
  });

  it('is not sent to who left between planning and sending, and says why', async () => {
    await tell();
    await world.putDriven({ ...member, status: 'withdrawn' }, people);
    expect(await deliverAll()).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'suppressed', reason: 'not taking part at the moment' }]);
  });

  it('is told of for two weeks from the day on which it came out, and a version without changes never', () => {
    const toldOn = (today: string) => noticesToTell(notices, today).map(({ version }) => version);
    expect(['2026-10-11', '2026-10-12', '2026-10-25', '2026-10-26'].map(toldOn)).toEqual([
      [],
      ['2026-10'],
      ['2026-10'],
      [],
    ]);
    expect(noticesToTell(privacyNotices, '2026-03-02')).toEqual([]);
  });
});
