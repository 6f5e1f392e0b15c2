import { SFNClient } from '@aws-sdk/client-sfn';
import { participantIdFor } from '../../functions/nominations/enrol.ts';
import { Table } from '../../functions/platform/table.ts';
import { StepFunctionsWorkflows } from '../../functions/platform/workflows.ts';
import type { Cloud } from '../../local/cloud.ts';
import type { Deed } from '../../local/rehearsal/deed.ts';
import { doDeed, type Rehearsed } from '../../local/rehearsal/do-deed.ts';
import { lifeOf } from '../../local/rehearsal/life.ts';
import { type Script, type Stage, setStage } from '../../local/rehearsal/stage.ts';
import { root } from '../../local/services/service.ts';
import { account, region } from '../../local/template/physical-names.ts';
import { inCloud, storyAssembly } from '../grants/in-cloud.ts';
import { type Compared, told } from './told.ts';

/** Something was logged in the embedded cloud that has no place in lives without faults. */
export class CloudFailed extends Error {
  override readonly name = 'CloudFailed';
}

/**
 * Every prompt that the embedded cloud sends to so many participants who live the same lives as in a rehearsal, sorted.
 * People act by the use cases that their pages call, on the cloud's own table; all that follows (streams, waker, state
 * machines, planner, queues, mailer, SES and its events) is done by the template's functions under its own roles.
 */
export async function toldInCloud(
  script: Script,
  { participants, until }: Compared,
  onProgress: (share: number) => void = () => {},
): Promise<string[]> {
  const stage = await setStage(script);
  const ends = Math.min(until, stage.endsAt);
  const { people, deeds } = deedsOf(script, stage, participants);
  const before = deeds.filter(({ deed }) => deed.at <= ends);
  const failures: string[] = [];
  return inCloud({ made: await storyAssembly(), log: (line) => void failures.push(line) }, async (cloud) => {
    const deps = depsIn(cloud);
    for (const { who, deed } of before) {
      await cloud.clock.jumpTo(deed.at);
      await doDeed(deps, who, deed);
      onProgress((deed.at - stage.startsAt) / (ends - stage.startsAt));
    }
    await cloud.clock.jumpTo(ends);
    if (failures.length > 0) throw new CloudFailed(failures.slice(0, 5).join('\n'));
    return mailsAbout(cloud, people);
  });
}

interface Doing {
  readonly who: Rehearsed;
  readonly deed: Deed;
}

/** Everything that the first so many who enrol, and those who are nominated before them, do; in order of time. */
function deedsOf({ rates, seed }: Script, { moments, cohortId }: Stage, participants: number) {
  const people: Rehearsed[] = [];
  const deeds: Doing[] = [];
  for (let person = 0, enrolled = 0; enrolled < participants; person += 1) {
    const life = lifeOf({ moments, rates, seed }, person);
    const who: Rehearsed = { person, cohortId };
    people.push(who);
    for (const deed of life.deeds) deeds.push({ who, deed });
    if (life.enrols) enrolled += 1;
  }
  return { people, deeds: deeds.sort((a, b) => a.deed.at - b.deed.at) };
}

/** What the pages' use cases need, on the cloud's own services. */
function depsIn({ world, clock, sdkUrl }: Cloud) {
  const [table] = world.inventory.tables;
  if (!table) throw new CloudFailed('The template has no table');
  const client = new SFNClient({ endpoint: sdkUrl, region, credentials: world.credentials.keyOf(root.roleArn) });
  const machine = (name: string) => `arn:aws:states:${region}:${account}:stateMachine:throughline-local-${name}`;
  const machines = {
    participant: machine('journey'),
    nomination: machine('nomination'),
    'work-group': machine('work-group'),
  };
  return {
    table: new Table({ call: (action, input) => world.dynamo.call(action, input) }, table.tableName),
    workflows: new StepFunctionsWorkflows(machines, client),
    clock: { now: () => new Date(clock.now()).toISOString(), nowMs: () => clock.now(), sleepUntil: async () => {} },
    log: { info: () => {}, alarm: () => {}, failure: () => {} },
  };
}

function mailsAbout({ world }: Cloud, people: readonly Rehearsed[]): string[] {
  const personOf = new Map(
    people.flatMap(({ reference, person }) =>
      reference === undefined
        ? []
        : ([
            [reference, person],
            [participantIdFor(reference), person],
          ] as const),
    ),
  );
  return world.ses
    .list()
    .flatMap(({ at, to, tags }) => {
      const person = personOf.get(String(tags.subject));
      const role = Buffer.from(String(tags.occasion), 'base64url').toString('utf8').split('#')[3] ?? '';
      const prompt = { role, name: String(tags.prompt), to: bare(to[0] ?? '') };
      return person === undefined ? [] : [told(at, person, prompt)];
    })
    .sort();
}

function bare(address: string): string {
  return /<([^>]+)>$/.exec(address)?.[1] ?? address;
}
