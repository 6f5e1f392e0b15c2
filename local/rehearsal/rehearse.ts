import type { Life } from './deed.ts';
import { lifeOf } from './life.ts';
import { type OnPrompt, perform } from './perform.ts';
import { type Script, type Stage, setStage } from './stage.ts';
import type { Tally } from './tally.ts';
import { TallyKeeper } from './tally-keeper.ts';

/** People who share a world. Few fit the processor's caches best; the number makes no difference to what is counted. */
const peopleAtOnce = 16;

/** One process's part of the people: those whose place among the enrolled leaves `part` when divided by `of`. */
export interface Share {
  readonly participants: number;
  readonly part: number;
  readonly of: number;
}

export interface Rehearsal {
  readonly stage: Stage;
  readonly tally: Tally;
}

/**
 * Rehearses a share of a cohort, some people after the others, and counts. People have nothing to do with one another,
 * so neither the share nor who goes with whom makes a difference to what adds up.
 *
 * @param onProgress told how many of the share's participants have come to the end
 */
export async function rehearse(
  script: Script,
  share: Share,
  { onPrompt, onProgress }: { onPrompt?: OnPrompt; onProgress?: (done: number) => void } = {},
): Promise<Rehearsal> {
  const stage = await setStage(script);
  const keeper = new TallyKeeper();
  const written = new Set<string>();
  let done = 0;
  for (const lives of batches(stage, script, share)) {
    await perform(stage, lives, { keeper, written, ...(onPrompt && { onPrompt }) });
    done += lives.filter(({ enrols }) => enrols).length;
    onProgress?.(done);
  }
  return { stage, tally: keeper.tally() };
}

/** People by their numbers, until so many enrol; who does not enrol goes with the participant who comes after. */
function* batches(stage: Stage, { rates, seed }: Script, { participants, part, of }: Share): Generator<Life[]> {
  let batch: Life[] = [];
  let before: Life[] = [];
  for (let person = 0, enrolled = 0; enrolled < participants; person += 1) {
    const life = lifeOf({ moments: stage.moments, rates, seed }, person);
    before.push(life);
    if (!life.enrols) continue;
    if (enrolled % of === part) batch.push(...before);
    before = [];
    enrolled += 1;
    if (batch.length < peopleAtOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
