import { join } from 'node:path';
import { signInCodeRule } from '../functions/domain/built-in-mails.ts';
import { referenceAlphabet } from '../functions/domain/ids.ts';
import { occasionKey, type PlannedPrompt, plannedPrompt } from '../functions/domain/prompt.ts';
import { readAs } from '../functions/domain/read-as.ts';
import { environments } from '../infra/settings.ts';
import { prepareAssembly } from '../local/start/assembly-cache.ts';
import { readAssembly } from '../local/template/assembly.ts';
import { account, region } from '../local/template/physical-names.ts';
import { readInventory } from '../local/template/read-inventory.ts';
import type { Bench } from './bench.ts';
import { type BurstFigures, burstFigures } from './burst/burst-figures.ts';
import { BurstWorld } from './burst/burst-world.ts';
import { makeRow } from './figures.ts';

const prompts = 10_000;
const { accountPerSecond } = environments.local.mailRates;

/** Two working days before the sample cohort's first central day, at the reminder's own time. */
const dueAt = '2026-10-06T15:00:00.000Z';
const minute = 60_000;

/** When, after the burst began, a lead asks for a sign-in code and waits for it. */
const urgentAfterMs = 5 * minute;

interface Outcome extends BurstFigures {
  /** From asking for a sign-in code in mid-burst to SES taking it, in seconds of virtual time. */
  readonly urgentSeconds: number;
  /** From the first due moment to the last message, in minutes of virtual time. */
  readonly minutes: number;
  readonly throttled: number;
}

/** 10,000 reminders due in one minute and one sign-in code asked for in their midst, SES limited to its account's rate. */
export const burst: Bench = {
  name: 'burst',
  async run(tell) {
    tell(`${prompts} reminders due within a minute; SES takes ${accountPerSecond} a second and refuses the next one.`);
    tell(
      'Virtual time. The queues, batches and rates are the template’s, every e-mail is composed, the table is in memory.',
    );
    const outcome = await runBurst();
    tell(`All were out after ${outcome.minutes.toFixed(1)} minutes; SES refused ${outcome.throttled} for their pace.`);
    return rowsOf(outcome);
  },
};

async function runBurst(): Promise<Outcome> {
  const world = await openWorld();
  const ids = Array.from({ length: prompts }, (_, index) => idOf(index));
  for (const id of ids) await world.addParticipant(id);
  const began = Date.parse(dueAt);
  const due = new Set<string>();
  ids.forEach((id, index) => {
    const prompt = reminder();
    due.add(nameOf(id, occasionKey(prompt)));
    const at = began + Math.floor((index * minute) / prompts);
    world.clock.at(at, 'a reminder is due', () => world.send(id, prompt));
  });
  const askedAt = began + urgentAfterMs;
  world.clock.at(askedAt, 'a sign-in code is asked for', () => world.askForCode());
  await world.clock.jumpTo(began + 60 * minute);
  return outcomeOf(world, due, { began, askedAt });
}

function outcomeOf(
  world: BurstWorld,
  due: ReadonlySet<string>,
  { began, askedAt }: { began: number; askedAt: number },
): Outcome {
  const sent = world.ses.list();
  const taken = sent.map(({ at, tags }) => ({ at, occasion: nameOf(tags.subject ?? '', keyOf(tags)) }));
  const answered = sent.find(({ tags }) => tags.prompt === signInCodeRule.key);
  if (!answered || world.deadLetters() > 0)
    throw new Error(
      `The burst went wrong: ${world.deadLetters()} dead letters. ${world.alarms.slice(0, 3).join('; ')}`,
    );
  return {
    ...burstFigures(due, taken),
    urgentSeconds: (answered.at - askedAt) / 1000,
    minutes: (Math.max(...taken.map(({ at }) => at)) - began) / minute,
    throttled: world.mailer.throttled,
  };
}

function rowsOf(outcome: Outcome) {
  const atMost = (figure: number) => ({ of: 'value', bound: 'at most', figure }) as const;
  const atLeast = (figure: number) => ({ of: 'value', bound: 'at least', figure }) as const;
  return [
    makeRow({ key: 'sent', name: 'burst: sent', value: outcome.sent, unit: 'prompts', target: atLeast(prompts) }),
    makeRow({ key: 'lost', name: 'burst: lost', value: outcome.lost, unit: 'prompts', target: atMost(0) }),
    makeRow({
      key: 'duplicates',
      name: 'burst: duplicates',
      value: outcome.duplicates,
      unit: 'e-mails',
      target: atMost(0),
    }),
    makeRow({
      key: 'maxPerSecond',
      name: 'burst: most in any second',
      value: outcome.maxPerSecond,
      unit: 'e-mails',
      target: atMost(accountPerSecond),
    }),
    makeRow({
      key: 'urgentSeconds',
      name: 'burst: a sign-in code asked for in its midst',
      value: outcome.urgentSeconds,
      unit: 's',
      target: atMost(5),
    }),
    makeRow({ key: 'minutes', name: 'burst: the last one out', value: outcome.minutes, unit: 'virtual minutes' }),
  ];
}

/** The world of the synthesised template, with the sample cohort open. */
async function openWorld(): Promise<BurstWorld> {
  const settings = environments.local;
  const assembly = await prepareAssembly({ root: join(import.meta.dirname, '..'), settings });
  const { siteUrl } = settings;
  const place = { account, region, partition: 'aws', siteUrl, sdkUrl: siteUrl, issuerUrl: siteUrl } as const;
  const inventory = readInventory(readAssembly(assembly), place);
  const world = new BurstWorld(inventory, place, '2026-10-01T08:00:00.000Z', accountPerSecond);
  await world.openCohort();
  return world;
}

function reminder(): PlannedPrompt {
  return readAs(plannedPrompt, {
    prompt: 'session-reminder',
    anchor: 'session:central-1',
    ordinal: 0,
    role: 'participant',
    plannedFor: dueAt,
    because: 'to remind this participant about Central day 1',
    lane: 'routine',
  });
}

/** A reference of eight characters for the n-th sample participant. */
function idOf(index: number): string {
  let id = '';
  for (let rest = index; id.length < 8; rest = Math.floor(rest / referenceAlphabet.length))
    id += referenceAlphabet[rest % referenceAlphabet.length];
  return id;
}

function nameOf(id: string, occasion: string): string {
  return `${id}/${occasion}`;
}

/** The occasion of a message, from the tags that it carries through SES. */
function keyOf({ occasion = '' }: Readonly<Record<string, string>>): string {
  return Buffer.from(occasion, 'base64url').toString('utf8');
}
