import { beforeAll, describe, expect, test } from 'vitest';
import { changeFacts } from '../../../functions/driving/change-facts.ts';
import { decideNomination } from '../../../functions/nominations/decide-nomination.ts';
import { setSeats } from '../../../functions/sessions/set-seats.ts';
import { axeViolations } from '../../support/axe.ts';
import { aNomination, aParticipant, sampleCohort } from '../../support/factories.ts';
import { letters } from '../../support/given-up.ts';
import { visibleText } from '../../support/html.ts';
import { inReview, parked, sampleConsole, sampleNow, toDecide } from './sample.ts';
import { ConsoleWorld } from './world.ts';

/** Where the rows lead, in their order. */
async function rows(world: ConsoleWorld, query = ''): Promise<string[]> {
  const html = await world.html(`/admin${query}`);
  const main = html.slice(html.indexOf('id="today"'), html.lastIndexOf('Also:'));
  return [...main.matchAll(/<a class="govuk-link" href="([^"]*)"/g)].map(([, href]) => href ?? '');
}

describe('Today', () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await sampleConsole();
  });

  test('tells what needs a person by urgency, each with the page on which it is done', async () => {
    expect(await rows(world)).toEqual([
      `/admin/participants/${parked.id}/stopped`,
      `/admin/nominations/${toDecide.id}`,
      `/admin/participants/${inReview.id}`,
      '/admin/nominations/PRMS2345',
    ]);
  });

  test('says all of what somebody needs in one row', async () => {
    const text = visibleText(await world.html('/admin'));
    expect(text).toContain('A review waits for a decision');
    expect(text).toContain('An email to them could not be delivered');
  });

  test('counts each kind, and lists one alone', async () => {
    expect(visibleText(await world.html('/admin'))).toContain('1 Nominations to decide');
    expect(await rows(world, '?need=nomination')).toEqual([`/admin/nominations/${toDecide.id}`]);
  });

  test.each(['?need=nothing', '?need=support'])('with %s has nothing that axe finds', async (query) => {
    expect(await axeViolations(await world.html(`/admin${query}`))).toEqual([]);
  });

  test('leads to held emails, and those who run it to what was given up, also while there is nothing', async () => {
    const held = 'href="/admin/held"';
    const givenUp = 'href="/admin/dead-letters"';
    const html = await world.html('/admin');
    expect([html.includes(held), html.includes(givenUp)]).toEqual([true, true]);
    const forLead = await world.html('/admin', 'lead');
    expect([forLead.includes(held), forLead.includes(givenUp)]).toEqual([true, false]);
  });

  test('asks Step Functions about nobody', async () => {
    world.histories.asked.length = 0;
    await world.get('/admin');
    expect(world.histories.asked).toEqual([]);
  });
});

describe('a room that is too small', () => {
  test('is told with its session, who is to come, and the way to change it, to those who may see the cohort', async () => {
    const world = await sampleConsole();
    await world.putCohort({ taken: 4 });
    await setSeats(world.deps, { cohortId: sampleCohort.id, sessionId: 'central-6', seats: 1, by: 'sample-admin' });
    expect(await rows(world, '?need=room')).toEqual([`/admin/sessions/${sampleCohort.id}/central-6/change`]);
    const html = await world.html('/admin?need=room');
    expect(visibleText(html)).toContain('1 Rooms too small');
    expect(visibleText(html)).toMatch(/Central day 6.*\n.*The room holds 1 and 3 are to come: split the session/s);
    expect(await axeViolations(html)).toEqual([]);
    await setSeats(world.deps, { cohortId: sampleCohort.id, sessionId: 'central-6', seats: 3, by: 'sample-admin' });
    expect(visibleText(await world.html('/admin'))).not.toContain('Rooms too small');
  });
});

describe('what was given up', () => {
  test('is told above all else to those who run the programme, and to nobody else', async () => {
    const world = await sampleConsole();
    expect(visibleText(await world.html('/admin'))).not.toContain('were given up');
    world.letters.put(letters.prompt, letters.failed, letters.batch);
    expect(visibleText(await world.html('/admin'))).toContain('About 3 messages were given up after every try');
    expect(visibleText(await world.html('/admin', 'lead'))).not.toContain('were given up');
  });
});

describe('Today of a very full morning', () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = new ConsoleWorld(sampleNow);
    await world.signInAll();
    await world.putCohort();
    for (let number = 0; number < 60; number += 1)
      await world.putDriven(
        aNomination({
          id: `NN${[...number.toString(8).padStart(6, '0')].map((digit) => Number(digit) + 2).join('')}`,
          status: 'awaiting-decision',
          statusSince: `2027-03-0${1 + (number % 8)}T09:00:00.000Z`,
        }),
      );
  });

  test('shows the fifty most urgent, says so, and goes on by a link within one kind', async () => {
    const html = await world.html('/admin');
    expect(visibleText(html)).toMatch(/These are the \d+ most urgent/);
    const first = await world.html('/admin?need=nomination');
    const [, more = ''] = /href="\/admin(\?[^"]*after=[^"]*)"/.exec(first) ?? [];
    expect(more).toContain('need=nomination');
    const shown = new Set([
      ...(await rows(world, '?need=nomination')),
      ...(await rows(world, more.replaceAll('&amp;', '&'))),
    ]);
    expect([...shown].filter((href) => href.startsWith('/admin/nominations/')).length).toBeGreaterThan(50);
  });
});

describe('what needs a person is kept with the facts it follows from', () => {
  test('a decision takes a nomination off the list in the same write', async () => {
    const world = await sampleConsole();
    await decideNomination(world.consoleDeps, toDecide.id, { outcome: 'declined', reason: 'Full', by: 'sample-admin' });
    const item = await world.facts('nomination', toDecide.id);
    expect([item?.status, item?.need, item?.needFrom]).toEqual(['declined', undefined, undefined]);
  });

  test('a change that brings a need, and one that takes it away, say so in the item itself', async () => {
    const world = await sampleConsole();
    const facts = aParticipant({ id: 'CHNG2345', status: 'year-1', version: 1 });
    await world.putDriven(facts);
    const failed = { addressFailed: true, addressFailedAt: sampleNow };
    await world.table.write(changeFacts(facts, sampleNow, { set: failed }));
    expect(await world.facts('participant', facts.id)).toMatchObject({ need: 'address', needFrom: sampleNow });
    await world.table.write(
      changeFacts({ ...facts, ...failed, version: 2 }, sampleNow, { set: { addressFailed: false } }),
    );
    expect(await world.facts('participant', facts.id)).not.toHaveProperty('need');
  });

  test('a hub lead sees what is of their hub, and of another neither a row nor a count', async () => {
    const world = await sampleConsole();
    expect(visibleText(await world.html('/admin', 'lead'))).toContain('1 Nominations to decide');
    const elsewhere = visibleText(await world.html('/admin', 'other'));
    expect(elsewhere).toContain('Nothing needs you now');
    expect(elsewhere).not.toContain('Nominations to decide');
  });
});
