import type { Cloud } from '../../local/cloud.ts';
import type { Usage } from '../../local/metering/meter.ts';
import { newToMastery } from '../demo/group-people.ts';
import { GroupScenario } from '../demo/group-scenario.ts';
import { sampleSessions } from '../demo/sample-sessions.ts';
import { Story } from '../demo/story.ts';
import { EmbeddedCloud } from './embedded-cloud.ts';
import { inCloud } from './in-cloud.ts';
import type { TemplateGrant } from './template-grants.ts';

/** How much of the demo's story is lived: to the decisions on the nominations, or both years, with a Work Group beside it. */
export type Part = 'nominations' | 'whole';

export interface Use {
  /** How often each statement let a call through. */
  readonly statements: ReadonlyMap<string, number>;
  /** Which actions each allowed. */
  readonly grants: readonly TemplateGrant[];
}

/** The template as it is lacks a grant that the story needs, so that a refusal would tell nothing. */
export class AlreadyRefused extends Error {
  override readonly name = 'AlreadyRefused';
}

/** Lives the story on the assembly as it is, and tells what each statement was used for. Throws `AlreadyRefused`. */
export async function recordUse(made: string, part: Part): Promise<Use> {
  const refusals: string[] = [];
  const log = (line: string): void => void (line.includes('may not') && refusals.push(line));
  return inCloud({ made, log }, async (cloud) => {
    await live(cloud, part, () => {});
    if (refusals.length > 0) throw new AlreadyRefused(refusals.join('\n'));
    const { authority } = cloud.world;
    const grants = new Map(
      authority.grants().map(({ statement, action }) => [`${statement} ${action}`, { statement, action }]),
    );
    return { statements: authority.usage(), grants: [...grants.values()] };
  });
}

/**
 * Lives the story and answers everything that was written beside table and e-mails: logs, metrics in them, executions.
 *
 * @param andThen what somebody does when it has come to its end
 */
export async function recordWritten(
  made: string,
  part: Part,
  andThen: (cloud: Cloud) => Promise<void> = async () => {},
): Promise<string[]> {
  const written: string[] = [];
  const onFunctionLog = ({ text }: { readonly text: string }): void => void written.push(text);
  return inCloud({ made, log: (line) => void written.push(line), onFunctionLog }, async (cloud) => {
    await live(cloud, part, () => {});
    await andThen(cloud);
    const { states } = cloud.world;
    for (const execution of states.executions())
      written.push(JSON.stringify([execution, states.historyOf(String(execution.executionArn))]));
    return written;
  });
}

/** Lives both years and tells what AWS would have billed, and for how many participants. */
export async function recordUsage(made: string): Promise<{ usage: Usage; participants: number }> {
  return inCloud({ made, log: () => {} }, async (cloud) => {
    const story = new Story(new EmbeddedCloud(cloud, () => {}), () => {});
    await story.nominate();
    await story.live(sampleSessions());
    const usage = cloud.world.meter.usage();
    const { participants } = await story.outcome();
    return { usage, participants };
  });
}

/**
 * Lives the story without a grant until a call is refused for want of it. The refusal, with role, action and resource,
 * or undefined where the story came to its end without one. Throws what the story went wrong on without a refusal.
 */
export async function seeRefusal(made: string, without: TemplateGrant, part: Part): Promise<string | undefined> {
  const seen = Promise.withResolvers<string>();
  let refusal: string | undefined;
  const log = (line: string): void => {
    if (!isRefusal(line, without.action)) return;
    refusal ??= line;
    seen.resolve(line);
  };
  const watch = (): void => {
    if (refusal) throw new RefusalSeen(refusal);
  };
  try {
    // The clock is not waited for once a call is refused: whatever is tried again and again would keep it busy.
    await inCloud({ made, without, log }, (cloud) => Promise.race([live(cloud, part, watch), seen.promise]));
  } catch (error) {
    // A start that lacks a permission fails with the refusal itself; a page may fail because of one.
    if (error instanceof Error) log(error.message);
    if (!refusal) throw error;
  }
  return refusal;
}

/** Stops a story whose end no longer matters. */
class RefusalSeen extends Error {
  override readonly name = 'RefusalSeen';
}

function isRefusal(line: string, action: string): boolean {
  return line.includes('may not') && line.toLowerCase().includes(action.toLowerCase());
}

async function live(cloud: Cloud, part: Part, watch: () => void): Promise<void> {
  const driven = new EmbeddedCloud(cloud, watch);
  const story = new Story(driven, () => {});
  await story.nominate();
  if (part === 'whole') {
    await new GroupScenario(driven, () => {}, [newToMastery]).begin();
    await story.live(sampleSessions());
  }
  watch();
}
