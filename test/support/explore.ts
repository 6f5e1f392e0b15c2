/** One thing that can happen next, and the world after it. Worlds are plain data that nobody changes. */
export interface Step<World> {
  readonly label: string;
  readonly world: World;
}

export interface Explored {
  /** How many different worlds were reached. */
  readonly worlds: number;
  /** How many of them had nothing left to happen. */
  readonly ends: number;
  /** The shortest way to a world in which something is wrong, with what is wrong as its last line. */
  readonly counterexample?: readonly string[];
}

export interface Exploration<World> {
  readonly start: World;
  /** Everything that can happen in this world, each as one step. */
  next(world: World): Promise<readonly Step<World>[]>;
  /** What tells two worlds apart. */
  key(world: World): string;
  /** Says what is wrong with a world, if anything; `ended` when nothing more can happen in it. */
  wrong(world: World, ended: boolean): string | undefined;
  /** Stops with an error above this many worlds: the exploration would not be whole. */
  readonly most: number;
}

export class TooManyWorlds extends Error {
  override readonly name = 'TooManyWorlds';
}

/** Visits every world that can be reached, nearest first, and stops at the first in which something is wrong. */
export async function explore<World>(exploration: Exploration<World>): Promise<Explored> {
  const from = new Map<string, { before: string | undefined; label: string }>();
  let frontier: World[] = [exploration.start];
  from.set(exploration.key(exploration.start), { before: undefined, label: 'start' });
  let ends = 0;
  while (frontier.length > 0) {
    const following: World[] = [];
    for (const world of frontier) {
      const key = exploration.key(world);
      const steps = await exploration.next(world);
      if (steps.length === 0) ends += 1;
      const wrong = exploration.wrong(world, steps.length === 0);
      if (wrong) return { worlds: from.size, ends, counterexample: [...wayTo(key, from), `=> ${wrong}`] };
      for (const step of steps) {
        const reached = exploration.key(step.world);
        if (from.has(reached)) continue;
        from.set(reached, { before: key, label: step.label });
        following.push(step.world);
      }
    }
    if (from.size > exploration.most) throw new TooManyWorlds(`More than ${exploration.most} worlds`);
    frontier = following;
  }
  return { worlds: from.size, ends };
}

function wayTo(key: string, from: ReadonlyMap<string, { before: string | undefined; label: string }>): string[] {
  const way: string[] = [];
  for (let at: string | undefined = key; at !== undefined; at = from.get(at)?.before)
    way.unshift(from.get(at)?.label ?? '');
  return way;
}
