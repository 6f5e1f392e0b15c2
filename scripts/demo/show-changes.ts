import { EmbeddedCloud } from '../grants/embedded-cloud.ts';
import { inCloud, storyAssembly } from '../grants/in-cloud.ts';
import { ChangeScenario } from './change-scenario.ts';
import { strandedIn } from './count-stranded.ts';
import { type Figures, measureCloud, secondsSince } from './measure.ts';

/** Two years of a cohort to which everything happens that can be changed, on an embedded cloud in this process. */
export async function showChanges(tell: (line: string) => void): Promise<Figures> {
  const began = performance.now();
  return inCloud({ made: await storyAssembly(), log: tell }, async (cloud) => {
    const driven = new EmbeddedCloud(cloud, () => {});
    const from = await driven.now();
    const scenario = new ChangeScenario(cloud, driven, tell);
    const outcome = await scenario.live();
    const { story, killed } = scenario;
    const stranded = await strandedIn(cloud.world);
    for (const each of stranded) tell(`Stranded: ${each}`);
    return {
      ...outcome,
      ...(await measureCloud(driven, story.census, from, killed)),
      killed: killed.length,
      stranded: stranded.length,
      wallSeconds: secondsSince(began),
    };
  });
}
