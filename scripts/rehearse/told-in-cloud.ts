import { SFNClient } from '@aws-sdk/client-sfn';
import { Table } from '../../functions/platform/table.ts';
import { StepFunctionsWorkflows } from '../../functions/platform/workflows.ts';
import type { Cloud } from '../../local/cloud.ts';
import type { Deed } from '../../local/rehearsal/deed.ts';
import { doDeed, type Rehearsed } from '../../local/rehearsal/do-deed.ts';
import { lifeOf } from '../../local/rehearsal/life.ts';
import { type Script, setStage } from '../../local/rehearsal/stage.ts';
import { root } from '../../local/services/service.ts';
import { account, region } from '../../local/template/physical-names.ts';
import { inCloud, storyAssembly } from '../grants/in-cloud.ts';
import { told } from './told.ts';

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
  participants: number,
  onProgress: (done: number) => void = () => {},
): Promise<string[]> {
  const stage = await setStage(script);
  const people: Rehearsed[] = [];
  const deeds: { readonly who: Rehearsed; readonly deed: Deed }[] = [];
  for (let person = 0, enrolled = 0; enrolled < participants; person += 1) {
    const life = lifeOf({ moments: stage.moments, rates: script.rates, seed: script.seed }, person);
    const who: Rehearsed = { person, cohortId: stage.cohortId };
    people.push(who);
    for (const deed of life.deeds) if (deed.at <= stage.endsAt) deeds.push({ who, deed });
    if (life.enrols) enrolled += 1;
  }
  deeds.sort((a, b) => a.deed.at - b.deed.at);
  const failures: string[] = [];
  return inCloud({ made: await storyAssembly(), log: (line) => void failures.push(line) }, async (cloud) => {
    const deps = depsIn(cloud);
    for (const [index, { who, deed }] of deeds.entries()) {
      await cloud.clock.jumpTo(deed.at);
      await doDeed(deps, who, deed);
      onProgress(index / deeds.length);
    }
    await cloud.clock.jumpTo(stage.endsAt);
    if (failures.length > 0) throw new CloudFailed(failures.slice(0, 5).join('\n'));
    return mailsAbout(cloud, people);
  });
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
  const personOf = new Map(people.map(({ reference, person }) => [reference, person]));
  return world.ses
    .list()
    .flatMap(({ at, to, tags }) => {
      const person = personOf.get(String(tags.subject).split('-').at(-1));
      const role = Buffer.from(String(tags.occasion), 'base64url').toString('utf8').split('#')[3] ?? '';
      const prompt = { role, name: String(tags.prompt), to: bare(to[0] ?? '') };
      return person === undefined ? [] : [told(at, person, prompt)];
    })
    .sort();
}

function bare(address: string): string {
  return /<([^>]+)>$/.exec(address)?.[1] ?? address;
}
