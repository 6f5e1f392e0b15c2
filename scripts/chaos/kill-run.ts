import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environments } from '../../infra/settings.ts';
import { prepareAssembly } from '../../local/start/assembly-cache.ts';
import { freePort } from '../demo/local-cloud.ts';
import { sampleSessions } from '../demo/sample-sessions.ts';
import { Story } from '../demo/story.ts';
import { Visitor } from '../demo/visitor.ts';
import { copyAssembly } from '../grants/template-grants.ts';
import { type Comparison, compareRuns, type Left } from './compare-runs.ts';
import type { DeathPlan } from './death.ts';
import { readJourneys } from './final-state.ts';
import { type Death, MortalCloud } from './mortal-cloud.ts';
import { planDeaths } from './plan-deaths.ts';
import { promptRules } from './prompt-rules.ts';

const root = join(import.meta.dirname, '..', '..');
const settings = environments.local;

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  /** How much of the demo's story is lived: to the decisions on the nominations, or both years. */
  readonly part: 'nominations' | 'whole';
  readonly tell: (line: string) => void;
}

export interface KillReport extends Comparison {
  readonly kills: number;
  readonly journeys: number;
  readonly same: boolean;
  readonly deaths: readonly Death[];
}

/**
 * Lives the demo's story twice, once undisturbed and once in a process that is killed at seeded moments and started
 * again on the same state, and compares what both left behind.
 */
export async function runKills({ kills, seed, part, tell }: KillOptions): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-chaos-'));
  try {
    const port = await freePort();
    const assembly = join(folder, 'assembly');
    const made = await prepareAssembly({ root, settings });
    copyAssembly(made, assembly, { siteUrl: [settings.siteUrl, `http://127.0.0.1:${port}`] });
    const live = (name: string, deaths: DeathPlan[]) =>
      liveStory({ assembly, port, folder: join(folder, name), deaths, part, tell });
    tell('The story is lived undisturbed …');
    const undisturbed = await live('undisturbed', []);
    tell(`… in ${undisturbed.entries} journal entries. Now it is killed ${kills} times.`);
    const disturbed = await live('disturbed', planDeaths(kills, undisturbed.entries, seed));
    const comparison = compareRuns(undisturbed, disturbed, promptRules());
    return {
      kills: disturbed.deaths.length,
      journeys: undisturbed.journeys.length,
      same: comparison.differences.length === 0,
      ...comparison,
      deaths: disturbed.deaths,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Life {
  readonly assembly: string;
  readonly port: number;
  readonly folder: string;
  readonly deaths: DeathPlan[];
  readonly part: KillOptions['part'];
  readonly tell: (line: string) => void;
}

async function liveStory({ assembly, port, folder, deaths, part, tell }: Life) {
  const ahead = [...deaths];
  const cloud = await MortalCloud.start({ assembly, port, folder, nextDeath: () => ahead.shift() });
  try {
    const story = new Story(cloud, tell, {
      newVisitor: () => new Visitor(cloud.send),
      isInterrupted: () => cloud.diedSinceAsked(),
    });
    await story.nominate();
    if (part === 'whole') await story.live(sampleSessions());
    // Whatever a last death held up comes back within the hour.
    await cloud.jumpTo(new Date(Date.parse(await cloud.now()) + 3_600_000).toISOString());
    const mails = await cloud.mail();
    await cloud.kill();
    const left: Left = { journeys: await readJourneys(cloud.stateFolder), mails };
    return { ...left, deaths: cloud.deaths, entries: entriesIn(cloud.stateFolder) };
  } finally {
    await cloud.kill();
  }
}

function entriesIn(state: string): number {
  return readFileSync(join(state, 'journal.ndjson'), 'utf8').split('\n').length - 1;
}
