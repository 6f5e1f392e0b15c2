import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { enterDigests } from '../../../functions/digests/enter-digests.ts';
import type { LedgerKind } from '../../../functions/domain/driven.ts';
import { people as peopleSchema } from '../../../functions/domain/people.ts';
import { partition } from '../../../functions/platform/keys.ts';
import type { OutgoingMail } from '../../../functions/platform/mail.ts';
import type { PromptMessage } from '../../../functions/platform/prompt-queue.ts';
import { composeMail } from '../../../functions/prompts/compose-mail.ts';
import { deliverPrompt } from '../../../functions/prompts/deliver-prompt.ts';
import { aNomination, aParticipant, aPlace, sampleCohort } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';

const monday = '2026-10-12T06:00:00.000Z';
const people = v.parse(peopleSchema, { participant: { name: 'Pat Sample', email: 'pat@example.org' } });

/** The sample cohort, with what the digests need: a queue and a mailer that remember. */
class DigestWorld extends FunctionsWorld {
  readonly queued: PromptMessage[] = [];
  readonly mails: OutgoingMail[] = [];

  enter(every: 'week' | 'day') {
    const queue = {
      enqueue: async (_: unknown, messages: readonly PromptMessage[]) => void this.queued.push(...messages),
    };
    return enterDigests({ ...this.deps, queue }, every);
  }

  async deliverAll(): Promise<string[]> {
    const keys = { current: '1', keys: { '1': 'a key of the tests' } };
    const deps = {
      ...this.deps,
      random: () => 0.5,
      mailer: {
        send: async (mail: OutgoingMail) => {
          this.mails.push(mail);
          return { taken: true, messageId: `ses-${this.mails.length}` } as const;
        },
      },
      compose: composeMail({ siteUrl: 'https://site.example.org', linkKeys: async () => keys }),
    };
    const outcomes: string[] = [];
    for (const message of this.queued.splice(0)) outcomes.push(await deliverPrompt(deps, message));
    return outcomes;
  }

  async rows(kind: LedgerKind = 'cohort', id: string = sampleCohort.id) {
    return this.table.queryAll({ pk: partition.subject(kind, id), prefix: 'E#PROMPT#' });
  }
}

let world: DigestWorld;

beforeEach(async () => {
  world = new DigestWorld(monday);
  await world.putCohort();
});

async function somebodyMissedADay(): Promise<void> {
  const facts = aParticipant({ status: 'year-1' });
  await world.putDriven(facts, people);
  const place = aPlace('central-1', 'absent', '2026-10-09T08:00:00.000Z');
  await world.put({ pk: partition.subject('participant', facts.id), sk: 'B#PLACE#central-1', ...place });
}

describe('the digests of those who run a cohort', () => {
  it('tell the lead once on Monday who needs them, however often the schedule calls', async () => {
    await somebodyMissedADay();
    expect(await world.enter('week')).toEqual({ entered: 1 });
    await world.enter('week');
    expect(await world.deliverAll()).toEqual(['sent', 'settled-before']);
    expect(world.mails).toHaveLength(1);
    expect(world.mails[0]).toMatchObject({ to: sampleCohort.lead.email });
    expect(world.mails[0]?.text).toContain('Pat Sample (Example School): missed Central day 1');
    expect((await world.rows())[0]).toMatchObject({ anchor: 'week:2026-10-12', state: 'accepted' });
  });

  it('come again in the next week, as an occasion of its own', async () => {
    await somebodyMissedADay();
    await world.enter('week');
    await world.deliverAll();
    world.pass(7 * 86_400_000);
    expect(await world.enter('week')).toEqual({ entered: 1 });
  });

  it('are not written when there is nothing to say', async () => {
    await world.putDriven(aParticipant({ status: 'year-1' }), people);
    expect(await world.enter('day')).toEqual({ entered: 0 });
    expect(world.queued).toEqual([]);
  });

  it('tell the hub what waits for an admin, as counts and without a name', async () => {
    await world.putDriven(aNomination({ status: 'awaiting-decision' }));
    await world.putDriven(aParticipant({ status: 'year-1', addressFailed: true }), people);
    await world.enter('day');
    await world.deliverAll();
    expect(world.mails[0]).toMatchObject({ to: sampleCohort.hub.replyTo });
    expect(world.mails[0]?.subject).toContain('2 things wait for an admin');
    expect(world.mails[0]?.text).not.toContain('Pat Sample');
  });

  it('are not sent when everything was done between planning and sending', async () => {
    const waiting = aNomination({ status: 'awaiting-decision' });
    await world.putDriven(waiting);
    await world.enter('day');
    await world.putDriven({ ...waiting, status: 'declined' });
    expect(await world.deliverAll()).toEqual(['not-sent']);
    expect((await world.rows())[0]).toMatchObject({
      state: 'suppressed',
      reason: 'what it was about has been done meanwhile',
    });
  });

  it('are missed, not sent late, when the mail was down for the whole day', async () => {
    await world.putDriven(aNomination({ status: 'awaiting-decision' }));
    await world.enter('day');
    world.pass(86_400_000);
    expect(await world.deliverAll()).toEqual(['not-sent']);
    expect((await world.rows())[0]).toMatchObject({ state: 'missed' });
  });
});
