import type { CloudInStory, ListedExecution } from './local-cloud.ts';
import type { StoryOutcome } from './story.ts';

export interface CloudFigures {
  /** E-mails that the embedded SES took. */
  readonly prompts: number;
  /** Of those, how many were for an occasion that had been sent before. */
  readonly duplicatePrompts: number;
  readonly executions: {
    readonly started: number;
    readonly succeeded: number;
    readonly failed: number;
    /** The longest life of an execution, in days; one that still runs counts until now. */
    readonly longestDays: number;
  };
  readonly virtualDays: number;
}

/** What a demo comes to, as its last line has it. */
export interface Figures extends StoryOutcome, CloudFigures {
  /** Executions that were aborted on purpose. */
  readonly killed?: number;
  /** Participants and nominations of whom nothing would ever think again. */
  readonly stranded?: number;
  readonly wallSeconds: number;
}

const dayMs = 86_400_000;

/** Of the machine's time, to a tenth. */
export function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 100) / 10;
}

/**
 * Every execution that there ever was. Step Functions forgets a closed one after 90 days, here as on AWS, so somebody
 * has to look more often than that.
 */
export class ExecutionCensus {
  readonly #seen = new Map<string, ListedExecution>();

  async look(cloud: CloudInStory): Promise<void> {
    for (const execution of await cloud.executions()) this.#seen.set(execution.name, execution);
  }

  all(): ListedExecution[] {
    return [...this.#seen.values()];
  }
}

/**
 * Counts what a story left behind in the embedded cloud, since a moment of its clock.
 *
 * @param killed names of executions that the story aborted on purpose: they have not failed
 */
export async function measureCloud(
  cloud: CloudInStory,
  census: ExecutionCensus,
  from: string,
  killed: readonly string[] = [],
): Promise<CloudFigures> {
  const mails = await cloud.mail();
  const occasions = mails.map(({ tags }) => `${tags.kind} ${tags.subject} ${tags.occasion}`);
  await census.look(cloud);
  const executions = census.all();
  const now = Date.parse(await cloud.now());
  const lives = executions.map(
    ({ startDate, stopDate }) => (stopDate ? Date.parse(stopDate) : now) - Date.parse(startDate),
  );
  const ended = (...statuses: string[]) =>
    executions.filter(({ name, status }) => statuses.includes(status) && !killed.includes(name)).length;
  return {
    prompts: mails.length,
    duplicatePrompts: occasions.length - new Set(occasions).size,
    executions: {
      started: executions.length,
      succeeded: ended('SUCCEEDED'),
      failed: ended('FAILED', 'TIMED_OUT', 'ABORTED'),
      longestDays: Math.round(Math.max(0, ...lives) / dayMs),
    },
    virtualDays: Math.round((now - Date.parse(from)) / dayMs),
  };
}
