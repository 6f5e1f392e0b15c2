import { EmbeddedCloud } from '../grants/embedded-cloud.ts';
import { inCloud, storyAssembly } from '../grants/in-cloud.ts';
import { countGroup, type GroupOutcome } from './count-group.ts';
import { strandedIn } from './count-stranded.ts';
import { groupId } from './group-people.ts';
import { GroupScenario } from './group-scenario.ts';
import { type Figures, measureCloud, secondsSince } from './measure.ts';

/** A year of a Work Group of four schools, on an embedded cloud in this process. */
export async function showWorkGroup(tell: (line: string) => void): Promise<Figures & GroupOutcome> {
  const began = performance.now();
  return inCloud({ made: await storyAssembly(), log: tell }, async (cloud) => {
    const driven = new EmbeddedCloud(cloud, () => {});
    const from = await driven.now();
    const scenario = new GroupScenario(driven, tell);
    await scenario.live();
    const stranded = await strandedIn(cloud.world);
    for (const each of stranded) tell(`Stranded: ${each}`);
    return {
      ...(await countGroup(cloud.world, groupId)),
      ...(await measureCloud(driven, scenario.round.census, from)),
      stranded: stranded.length,
      wallSeconds: secondsSince(began),
    };
  });
}
