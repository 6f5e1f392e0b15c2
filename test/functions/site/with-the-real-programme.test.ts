import { describe, expect, it } from 'vitest';
import { nextJourneyStep } from '../../../functions/domain/journey.ts';
import { momentsFor } from '../../../functions/domain/moments-memo.ts';
import { nextNominationStep } from '../../../functions/domain/nomination-plan.ts';
import { readJourney } from '../../../functions/journeys/read-journey.ts';
import { commitmentTextVersion as textVersion } from '../../../functions/nominations/commitment.ts';
import { decideNomination } from '../../../functions/nominations/decide-nomination.ts';
import { enrol } from '../../../functions/nominations/enrol.ts';
import { readNomination } from '../../../functions/nominations/read-nomination.ts';
import { openCohort } from '../../../functions/programmes/open-cohort.ts';
import { publishProgrammes } from '../../../functions/programmes/publish-programmes.ts';
import { yamlContent } from '../../../functions/programmes/yaml-content.ts';
import { templateKeys } from '../../../functions/prompts/templates/template-keys.ts';
import { axeViolations } from '../../support/axe.ts';
import { cohortText, programmeText } from '../../support/factories.ts';
import { completeForm, fillForm, sending } from './nominating.ts';
import { SiteWorld } from './world.ts';

async function opened(now: string) {
  const world = new SiteWorld(now);
  await publishProgrammes(
    world.deps,
    { programmes: [{ file: 'programme.yaml', content: yamlContent(programmeText) }] },
    templateKeys,
  );
  const { cohortId } = await openCohort(world.deps, { file: 'cohort.yaml', cohort: yamlContent(cohortText) });
  return { world, cohortId };
}

async function nominate(
  world: SiteWorld,
  cohortId: string,
  changes: Readonly<Record<string, Record<string, string>>> = {},
) {
  const address = await fillForm(world, undefined, changes, completeForm, cohortId);
  await world.post(`${address}/check`, sending);
  return /<strong>([A-Z0-9]{8})<\/strong>/.exec(await (await world.get(`${address}/sent`)).text())?.[1] ?? '';
}

async function planOf(world: SiteWorld, reference: string) {
  const view = await readNomination(world.table, reference);
  return view && nextNominationStep(view, momentsFor(view.programme, view.cohort, view.sessions), world.clock.now());
}

const asked = (step: Awaited<ReturnType<typeof planOf>>) =>
  step?.do === 'SendPrompts' ? step.prompts.map(({ prompt, role }) => `${prompt} ${role}`).sort() : step;

describe('with the project’s own programme and sample cohort', () => {
  it('a nomination is received, and head and nominee are asked', async () => {
    const { world, cohortId } = await opened('2026-03-10T10:00:00Z');
    const reference = await nominate(world, cohortId);
    expect(asked(await planOf(world, reference))).toEqual([
      'head-commitment head',
      'nomination-received nominator',
      'nominee-consent nominee',
    ]);
  });

  it('a head whom another school asked today is asked the next morning', async () => {
    const { world, cohortId } = await opened('2026-03-10T10:00:00Z');
    await nominate(world, cohortId);
    const second = await nominate(world, cohortId, {
      school: { urn: '654321' },
      nominee: { nomineeEmail: 'else@school.example' },
    });
    expect(asked(await planOf(world, second))).toEqual(['nomination-received nominator', 'nominee-consent nominee']);
    world.nowMs = Date.parse('2026-03-11T09:00:00Z');
    expect(asked(await planOf(world, second))).toContain('head-commitment head');
  });

  it('somebody else who is named is asked anew, and a fresh link is sent where one was asked for', async () => {
    const { world, cohortId } = await opened('2026-03-10T10:00:00Z');
    const reference = await nominate(world, cohortId);
    const old = world.link('head-promise', reference, { expiresAt: '2026-03-10T09:00:00Z' });
    await world.post('/fresh-link', { token: old, send: 'yes' });
    await world.post(`/nomination/${world.link('nomination-progress', reference)}/correct/headteacher`, {
      name: 'Hana Head',
      email: 'hana@school.example',
    });
    const step = await planOf(world, reference);
    const anchors = step?.do === 'SendPrompts' ? step.prompts.map(({ anchor, role }) => `${anchor} ${role}`) : [];
    expect(anchors).toContain('promise:head@1 head');
    expect(asked(step)).toContain('nomination-fresh-link head');
  });

  it('both agree, an admin accepts, and the teacher’s own pages are there', async () => {
    const { world, cohortId } = await opened('2026-03-10T10:00:00Z');
    const reference = await nominate(world, cohortId);
    for (const purpose of ['head-promise', 'nominee-promise'] as const)
      await world.post(`/promise/${world.link(purpose, reference)}`, { answer: 'given', textVersion });
    const facts = await readNomination(world.table, reference);
    await world.put({
      ...(await world.facts('nomination', reference)),
      pk: `NOM#${reference}`,
      sk: 'A#STATE',
      status: 'awaiting-decision',
    });
    expect(facts?.nomination.promises).toMatchObject({ head: { state: 'given' }, nominee: { state: 'given' } });
    await decideNomination(world.deps, reference, { outcome: 'accepted', reason: '', by: 'admin' });
    const accepted = await readNomination(world.table, reference);
    if (!accepted) throw new Error('the nomination is gone');
    const { version: seen, leg } = accepted.nomination;
    const { participantId } = await enrol(world.deps, { id: reference, step: { seen, leg } });
    const me = `/me/${world.link('participant', participantId)}`;
    for (const path of ['', '/details', '/in-school', '/department', '/sessions/launch', '/check-in/launch']) {
      const page = await world.get(`${me}${path}`);
      expect(page.status, path).toBe(200);
      expect(await axeViolations(await page.text()), path).toEqual([]);
    }
    expect(await (await world.get(me)).text()).toContain('0 of 5.5 days earned, 5.5 days ahead.');
  });

  it('a check-in wakes the journey, which no longer asks for it', async () => {
    const { world, cohortId } = await opened('2026-03-10T10:00:00Z');
    const reference = await nominate(world, cohortId);
    await world.put({
      ...(await world.facts('nomination', reference)),
      pk: `NOM#${reference}`,
      sk: 'A#STATE',
      status: 'accepted',
    });
    const item = await world.facts('nomination', reference);
    const { participantId } = await enrol(world.deps, {
      id: reference,
      step: { seen: Number(item?.version), leg: Number(item?.leg) },
    });
    const view = await readJourney(world.table, participantId);
    const launch = view?.sessions.find(({ id }) => id === 'launch');
    if (!launch) throw new Error('the sample cohort has no launch');
    world.nowMs = Date.parse(launch.startsAt) + 21 * 60_000;
    const planned = async () => {
      const now = await readJourney(world.table, participantId);
      const step = now && nextJourneyStep(now, momentsFor(now.programme, now.cohort, now.sessions), world.clock.now());
      return step?.do === 'SendPrompts' ? step.prompts.map(({ prompt }) => String(prompt)) : [];
    };
    expect(await planned()).toContain('check-in-nudge');
    const me = `/me/${world.link('participant', participantId)}`;
    const sent = await world.post(`${me}/check-in/launch`, { code: launch.checkInCode.toLowerCase() });
    expect(sent.headers.get('location')).toBe(`${me}?done=checked-in`);
    expect(await planned()).not.toContain('check-in-nudge');
  });
});
