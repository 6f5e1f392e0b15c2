import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { promptKey } from '../../../functions/domain/ids.ts';
import { participant } from '../../../functions/domain/participant.ts';
import { people } from '../../../functions/domain/people.ts';
import type { PlannedPrompt } from '../../../functions/domain/prompt.ts';
import { key } from '../../../functions/platform/keys.ts';
import { readDeliveryEvent } from '../../../functions/prompts/delivery-event.ts';
import { mailTags } from '../../../functions/prompts/mail-tags.ts';
import { noteDelivery } from '../../../functions/prompts/note-delivery.ts';
import { cohort, participantFacts, planned, samplePeople } from './fixtures.ts';
import { World } from './world.ts';

const reminder = planned();
const subject = { kind: 'participant', id: 'PARTABCD' } as const;

/** An event of SES as EventBridge hands it over. */
function event(eventType: string, more: Record<string, unknown> = {}, about: PlannedPrompt = reminder) {
  const tags = Object.fromEntries(Object.entries(mailTags(subject, about)).map(([name, value]) => [name, [value]]));
  const mail = {
    messageId: 'ses-1',
    timestamp: '2026-10-06T15:00:01.000Z',
    tags: { ...tags, 'ses:caller-identity': ['x'] },
  };
  return { source: 'aws.ses', 'detail-type': 'Email', detail: { eventType, mail, ...more } };
}

const delivered = event('Delivery', { delivery: { recipients: ['pat@example.org'] } });
const complained = (address = 'pat@example.org') =>
  event('Complaint', { complaint: { complainedRecipients: [{ emailAddress: address }] } });
const bounced = (bounceType = 'Permanent', address = 'Pat@Example.org', about = reminder) =>
  event(
    'Bounce',
    { bounce: { bounceType, bounceSubType: 'General', bouncedRecipients: [{ emailAddress: address }] } },
    about,
  );

async function sentWorld(prompts: readonly PlannedPrompt[] = [reminder]): Promise<World> {
  const world = await new World().seed();
  await world.send({ ...subject, step: { prompts: [...prompts], seen: 3, leg: 1 } });
  await world.deliver();
  return world;
}

async function note(world: World, input: unknown) {
  const read = readDeliveryEvent(input);
  if (!read) throw new TypeError('It has the tags of a prompt');
  return noteDelivery(world.deps, read);
}

async function facts(world: World) {
  const item = await world.table.get(key.driven('participant', 'PARTABCD'), participant);
  const around = await world.table.get(key.people('participant', 'PARTABCD'), v.object({ people }));
  return {
    version: item?.version,
    wakeDue: item?.wakeDue,
    addressFailed: item?.addressFailed,
    emailState: around?.people.participant?.emailState,
  };
}

describe('a delivery event', () => {
  it('settles the row as delivered, and bumps nobody', async () => {
    const world = await sentWorld();
    expect(await note(world, delivered)).toBe('noted');
    expect(await world.row(reminder)).toMatchObject({ state: 'delivered', messageId: 'ses-1' });
    expect(await facts(world)).toMatchObject({ version: 3, emailState: 'ok' });
  });

  it('changes nothing when it is repeated (case 36)', async () => {
    const world = await sentWorld();
    await note(world, bounced());
    const before = [await world.row(reminder), await facts(world)];
    world.clock.advance(60_000);
    expect(await note(world, bounced())).toBe('known-already');
    expect([await world.row(reminder), await facts(world)]).toEqual(before);
  });

  it('of another message than a prompt is nobody’s', () => {
    expect(
      readDeliveryEvent({ detail: { eventType: 'Delivery', mail: { messageId: 'm', tags: { a: ['b'] } } } }),
    ).toBeUndefined();
  });

  it('of a prompt that was erased changes nothing', async () => {
    const world = await sentWorld();
    expect(await note(world, event('Delivery', {}, planned({ ordinal: 9 })))).toBe('no-such-prompt');
  });

  it('that SES would not publish is refused', () => {
    expect(() => readDeliveryEvent({ detail: { eventType: 'Sung', mail: {} } })).toThrow();
  });
});

describe('a bounce', () => {
  it('settles the row, bumps the subject and marks the address, even after the delivery (case 36)', async () => {
    const world = await sentWorld();
    await note(world, delivered);
    expect(await note(world, bounced())).toBe('noted');
    expect(await world.row(reminder)).toMatchObject({ state: 'bounced', reason: 'the address does not take mail' });
    expect(await facts(world)).toMatchObject({
      version: 4,
      wakeDue: world.clock.now(),
      addressFailed: true,
      emailState: 'bounced',
    });
  });

  it('stands when the delivery comes after it (case 36)', async () => {
    const world = await sentWorld();
    await note(world, bounced());
    expect(await note(world, delivered)).toBe('known-already');
    expect(await world.row(reminder)).toMatchObject({ state: 'bounced' });
  });

  it('leaves an address alone that was corrected meanwhile', async () => {
    const world = await sentWorld();
    await note(world, bounced('Permanent', 'old@example.org'));
    expect(await world.row(reminder)).toMatchObject({ state: 'bounced' });
    expect(await facts(world)).toMatchObject({ version: 4, addressFailed: false, emailState: 'ok' });
  });

  it('that may pass marks the address at the third within a month (case 36)', async () => {
    const prompts = [0, 1, 2].map((ordinal) => planned({ ordinal }));
    const world = await sentWorld(prompts);
    const states = [];
    for (const about of prompts) {
      await note(world, bounced('Transient', 'pat@example.org', about));
      states.push((await facts(world)).emailState);
    }
    expect(states).toEqual(['ok', 'ok', 'bounced']);
    expect(await facts(world)).toMatchObject({ addressFailed: true, version: 6 });
  });

  it('that may pass is forgotten after a month', async () => {
    const prompts = [0, 1, 2].map((ordinal) => planned({ ordinal }));
    const world = await sentWorld(prompts);
    for (const about of prompts) {
      await note(world, bounced('Transient', 'pat@example.org', about));
      world.clock.advance(16 * 86_400_000);
    }
    expect(await facts(world)).toMatchObject({ emailState: 'ok', addressFailed: false });
  });

  it('of the cohort’s lead marks the lead, and not the participant', async () => {
    const toLead = planned({ role: 'lead' });
    const world = await sentWorld([toLead]);
    await note(world, bounced('Permanent', 'lead@example.org', toLead));
    const item = await world.table.get(key.cohort(cohort.id), v.object({ lead: v.object({ emailState: v.string() }) }));
    expect(item?.lead.emailState).toBe('bounced');
    expect(await facts(world)).toMatchObject({ version: 4, addressFailed: false, emailState: 'ok' });
  });

  it('bumps somebody whose journey has ended without asking to wake them', async () => {
    const world = await sentWorld();
    const ended = participantFacts();
    delete ended.dueBy;
    await world.put({ ...key.driven('participant', 'PARTABCD'), ...ended });
    await note(world, bounced());
    expect(await facts(world)).toMatchObject({ version: 4, wakeDue: undefined, addressFailed: true });
  });

  it('is entered in full when the subject changes at the same moment', async () => {
    const world = await sentWorld();
    const transact = world.table.transact.bind(world.table);
    let first = true;
    world.table.transact = async (writes) => {
      if (first) {
        first = false;
        await world.put({ ...key.driven('participant', 'PARTABCD'), ...participantFacts({ version: 4 }) });
      }
      return transact(writes);
    };
    expect(await note(world, bounced())).toBe('noted');
    expect(await facts(world)).toMatchObject({ version: 5, emailState: 'bounced' });
  });
});

describe('a complaint', () => {
  it('outweighs everything, and marks the contact without calling the address broken (case 36)', async () => {
    const world = await sentWorld();
    await note(world, bounced('Transient'));
    expect(await note(world, complained())).toBe('noted');
    expect(await world.row(reminder)).toMatchObject({ state: 'complained' });
    expect(await facts(world)).toMatchObject({ emailState: 'complained', addressFailed: false });
    expect(await note(world, bounced())).toBe('known-already');
  });
});

describe('the tags of a message', () => {
  it('use only characters that SES takes, and lead back to the occasion', () => {
    const about = planned({
      prompt: v.parse(promptKey, 'session-saved'),
      anchor: 'session:central-day-1@3',
      ordinal: 2,
      role: 'subject-lead',
    });
    const tags = mailTags(subject, about);
    for (const value of Object.values(tags)) expect(value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
    expect(readDeliveryEvent(event('Delivery', {}, about))).toMatchObject({
      subject,
      occasion: { anchor: about.anchor, ordinal: 2, role: 'subject-lead' },
    });
  });

  it('are refused when they would be too long for SES', () => {
    expect(() => mailTags(subject, planned({ anchor: 'x'.repeat(200) }))).toThrow('does not fit');
  });

  it('hold no name and no address', () => {
    expect(JSON.stringify(mailTags(subject, reminder))).not.toContain(samplePeople.participant?.name);
  });
});
