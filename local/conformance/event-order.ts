import type { JsonObject } from '../states-language/json.ts';

/** An event, and where it stands in its history. */
interface Placed {
  readonly event: JsonObject;
  readonly at: number;
}

export interface Branch {
  /** `root`, or the kind of branch that it is. */
  readonly key: string;
  /** Its events without their numbers, which depend on how the branches interleaved. */
  readonly events: Placed[];
}

interface OpenBranch extends Branch {
  readonly parent: OpenBranch | undefined;
}

/**
 * Takes a history apart into the branch that each event belongs to, by what it follows: an iteration begins with
 * MapIterationStarted, a branch of a Parallel with the first state after ParallelStateStarted, and what a Map or Parallel
 * tells of itself is its parent's.
 */
export function branchesOf(events: readonly JsonObject[]): Branch[] {
  const root: OpenBranch = { key: 'root', events: [], parent: undefined };
  const branches = [root];
  const byId = new Map<unknown, { branch: OpenBranch; type: string }>();
  for (const [at, event] of events.entries()) {
    const { id, previousEventId, ...content } = event;
    const type = String(event.type);
    const before = byId.get(previousEventId) ?? { branch: root, type: '' };
    const branch = branchFor(type, event, before);
    if (!branches.includes(branch)) branches.push(branch);
    branch.events.push({ event: content, at });
    byId.set(id, { branch, type });
  }
  return branches;
}

function branchFor(type: string, event: JsonObject, before: { branch: OpenBranch; type: string }): OpenBranch {
  const { branch } = before;
  if (type === 'MapIterationStarted') {
    const details = event.mapIterationStartedEventDetails as JsonObject | undefined;
    const around = before.type === 'MapStateStarted' ? branch : (branch.parent ?? branch);
    return { key: `iteration ${details?.index} of ${details?.name}`, events: [], parent: around };
  }
  if (before.type === 'ParallelStateStarted' && type.endsWith('StateEntered'))
    return { key: 'branch', events: [], parent: branch };
  const closes = /^(Map|Parallel)State(Succeeded|Failed|Exited)$/.test(type);
  if (!closes || branch.parent === undefined) return branch;
  return ownsOpen(branch, type) ? branch : branch.parent;
}

/** Whether the branch itself has a Map or Parallel open, which the event then closes. */
function ownsOpen({ events }: OpenBranch, type: string): boolean {
  const kind = type.startsWith('Map') ? 'Map' : 'Parallel';
  const count = (ending: string) => events.filter(({ event }) => event.type === `${kind}State${ending}`).length;
  return count('Entered') > count('Exited');
}

type Matches = (expected: JsonObject, at: string, actual: JsonObject) => boolean;

/**
 * Compares histories whose Parallel's own events were recorded sorted, without numbers and without
 * ParallelStateSucceeded: those are compared as a set, the others in order.
 */
export function sortedInParallel(
  expected: readonly JsonObject[],
  actual: readonly JsonObject[],
  matches: Matches,
): string[] {
  const [ordered, loose] = apart(actual);
  const problems: string[] = [];
  for (const [at, event] of expected.entries()) {
    const pool = Array.isArray(event.id) ? loose : ordered;
    const index = Array.isArray(event.id)
      ? pool.findIndex((candidate) => matches(event, `/events/${at}`, candidate))
      : 0;
    const found = pool[index];
    if (found && matches(event, `/events/${at}`, found)) pool.splice(index, 1);
    else problems.push(`nothing matches the recorded event ${at} (${event.type})`);
  }
  return [...problems, ...[...ordered, ...loose].map(({ type, id }) => `unexpected event ${id} (${type})`)];
}

/** The events outside of any Parallel's branches, and those inside, unnumbered as they were recorded. */
function apart(events: readonly JsonObject[]): [ordered: JsonObject[], loose: JsonObject[]] {
  const ordered: JsonObject[] = [];
  const loose: JsonObject[] = [];
  let depth = 0;
  for (const event of events) {
    if (event.type === 'ParallelStateExited') depth = Math.max(0, depth - 1);
    if (event.type === 'ParallelStateSucceeded') continue;
    if (depth > 0) loose.push({ ...event, id: [0], previousEventId: 0 });
    else ordered.push(event);
    if (event.type === 'ParallelStateStarted') depth += 1;
  }
  return [ordered, loose];
}
