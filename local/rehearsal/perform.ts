import type { Sendable } from '../../functions/prompts/deliver-prompt.ts';
import type { Life } from './deed.ts';
import { doDeed, type Rehearsed } from './do-deed.ts';
import { RehearsalWorld } from './rehearsal-world.ts';
import type { Stage } from './stage.ts';
import type { TallyKeeper } from './tally-keeper.ts';

/** Told of each e-mail that would be sent (epoch ms), and of which person it is about, if of one. */
export type OnPrompt = (at: number, person: number | undefined, sendable: Sendable) => void;

/** What somebody else does meanwhile (epoch ms), such as an admin who moves a session. */
export interface Happening {
  readonly at: number;
  readonly does: string;
  run(deps: RehearsalWorld['deps']): Promise<unknown>;
}

/**
 * Lets some people live their two years in a world of their own, up to the stage's end.
 *
 * @param written kinds of e-mail that were written in full before
 */
export async function perform(
  stage: Stage,
  lives: readonly Life[],
  {
    keeper,
    written,
    onPrompt,
    happenings = [],
  }: { keeper: TallyKeeper; written: Set<string>; onPrompt?: OnPrompt; happenings?: readonly Happening[] },
): Promise<void> {
  const people: Rehearsed[] = [];
  const sent: { readonly at: number; readonly sendable: Sendable }[] = [];
  const world: RehearsalWorld = new RehearsalWorld(
    stage.startsAt,
    {
      prompt: (sendable) => {
        keeper.prompt(world.time.now());
        if (onPrompt) sent.push({ at: world.time.now(), sendable });
      },
      transitions: (count) => keeper.transitions(world.time.now(), count),
      change: (change) => keeper.change(world.time.now(), change),
    },
    { written, base: stage.table },
  );
  for (const { person, deeds } of lives) {
    const who: Rehearsed = { person, cohortId: stage.cohortId };
    people.push(who);
    for (const deed of deeds)
      world.time.at(deed.at, deed.does, () => world.time.run(deed.does, () => doDeed(world.deps, who, deed)));
  }
  for (const { at, does, run } of happenings)
    world.time.at(at, does, () => world.time.run(does, () => run(world.deps)));
  await world.time.runUntil(stage.endsAt);
  keeper.worldEnded(world.executions.list(), {
    nominated: lives.length,
    participants: lives.filter(({ enrols }) => enrols).length,
  });
  // Only now is every reference known: a nomination's first prompts are on their way before its form is answered.
  const personOf = new Map(people.map(({ reference, person }) => [reference, person]));
  for (const { at, sendable } of sent) onPrompt?.(at, personOf.get(referenceOf(sendable)), sendable);
}

/** The nomination that a prompt goes back to; a digest goes back to nobody in particular. */
function referenceOf({ subject }: Sendable): string | undefined {
  if (subject.kind === 'nomination') return subject.id;
  return subject.kind === 'participant' ? subject.view.participant.nominationId : undefined;
}
