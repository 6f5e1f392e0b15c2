import type { Iterating, Thread } from './execution.ts';
import { expectType } from './expression.ts';
import { EvaluationProblem, type Failure } from './failures.ts';
import type { Json } from './json.ts';
import { expressionOf, type MapState, type ParallelState } from './machine.ts';
import type { Run } from './run.ts';
import { evaluateTemplate } from './template.ts';

/** An inline Map runs at most this many iterations at once, whatever MaxConcurrency says (Developer Guide). */
const mostIterationsAtOnce = 40;

export async function startParallel(run: Run, thread: Thread, state: ParallelState): Promise<void> {
  const scope = run.scope(thread);
  const input = state.arguments ? await evaluateTemplate(state.arguments, scope) : thread.input;
  thread.previousEventId = run.emit('ParallelStateStarted', thread.previousEventId);
  const { previousEventId } = thread;
  const children = state.branches.map((block, index) =>
    addChild(run, thread, { block, index, input, previousEventId }),
  );
  thread.doing = { kind: 'branches', children, results: children.map(() => null), left: children.length };
}

export async function startMap(run: Run, thread: Thread, state: MapState): Promise<void> {
  const items = await evaluateItems(run, thread, state);
  const most = await evaluateConcurrency(run, thread, state);
  thread.previousEventId = run.emit('MapStateStarted', thread.previousEventId, 'mapStateStarted', {
    length: items.length,
  });
  const results = items.map(() => null);
  thread.doing = { kind: 'iterating', items, results, children: [], next: 0, left: items.length, most };
  if (items.length === 0) run.ready.push({ id: thread.id, kind: 'finish', result: [] });
  else await startIterations(run, thread, state, thread.previousEventId);
}

async function evaluateItems(run: Run, thread: Thread, { items }: MapState): Promise<Json[]> {
  const value = items ? await evaluateTemplate(items, run.scope(thread)) : thread.input;
  if (Array.isArray(value)) return value;
  const expression = items && expressionOf(items);
  if (expression) expectType(value, 'array', expression);
  throw new EvaluationProblem(`Map state input must be an array but was: ${JSON.stringify(value)}`, undefined);
}

async function evaluateConcurrency(run: Run, thread: Thread, { maxConcurrency }: MapState): Promise<number> {
  if (!maxConcurrency) return mostIterationsAtOnce;
  const value = await evaluateTemplate(maxConcurrency, run.scope(thread));
  const expression = expressionOf(maxConcurrency);
  if (expression) expectType(value, 'number', expression);
  return Math.min(Number(value) || mostIterationsAtOnce, mostIterationsAtOnce);
}

/** Starts as many iterations as there is room for; their first event follows `previousEventId`. */
export async function startIterations(
  run: Run,
  thread: Thread,
  state: MapState,
  previousEventId: number,
): Promise<void> {
  let doing = iteratingOf(thread);
  const { items } = doing;
  while (doing.next < items.length && doing.children.length < doing.most) {
    const index = doing.next;
    const item = { index, value: items[index] ?? null };
    const scope = run.scope({ ...thread, item });
    const input = state.itemSelector ? await evaluateTemplate(state.itemSelector, scope) : item.value;
    const startedEventId = run.emit('MapIterationStarted', previousEventId, 'mapIterationStarted', {
      index,
      name: state.name,
    });
    const child = { block: state.processor, index, item, input, previousEventId: startedEventId };
    const children = [...doing.children, addChild(run, thread, child)];
    doing = { ...doing, children, next: index + 1 };
    thread.doing = doing;
  }
}

function iteratingOf(thread: Thread): Iterating {
  if (thread.doing.kind === 'iterating') return thread.doing;
  throw new TypeError(`Thread ${thread.id} is not a Map`);
}

type NewChild = Pick<Thread, 'block' | 'input' | 'previousEventId'> & { index: number; item?: Thread['item'] };

function addChild(run: Run, parent: Thread, { item = parent.item, ...child }: NewChild): number {
  const id = run.nextId();
  run.add({
    ...child,
    ...(item ? { item } : {}),
    id,
    parent: parent.id,
    state: run.machine.blocks[child.block]?.startAt ?? '',
    enteredAt: 0,
    enteredEventId: 0,
    eventIdBefore: 0,
    variables: parent.variables,
    doing: { kind: 'entering' },
  });
  run.ready.push({ id, kind: 'go' });
  return id;
}

/** A branch or iteration came to its end. */
export function childSucceeded(run: Run, child: Thread, output: Json): void {
  const parent = run.own(child.parent ?? 0);
  run.remove(child.id);
  if (parent.doing.kind === 'branches') branchSucceeded(run, parent, child, output);
  else if (parent.doing.kind === 'iterating') iterationSucceeded(run, parent, parent.doing, child, output);
}

function branchSucceeded(run: Run, parent: Thread, child: Thread, output: Json): void {
  if (parent.doing.kind !== 'branches') return;
  const { children, results, left } = parent.doing;
  const filled = results.with(child.index ?? 0, output);
  parent.doing = {
    kind: 'branches',
    children: children.filter((id) => id !== child.id),
    results: filled,
    left: left - 1,
  };
  if (left > 1) return;
  parent.previousEventId = child.previousEventId;
  run.ready.push({ id: parent.id, kind: 'finish', result: filled });
}

/**
 * The last iteration's event is what the Map goes on from; before, the next iteration follows the last event of the one
 * that made room for it (as recorded in `map_state_items_eval_jsonata.mixed`).
 */
function iterationSucceeded(run: Run, parent: Thread, doing: Iterating, child: Thread, output: Json): void {
  const index = child.index ?? 0;
  const { previousEventId } = child;
  const details = { index, name: parent.state };
  const eventId = run.emit('MapIterationSucceeded', previousEventId, 'mapIterationSucceeded', details);
  const results = doing.results.with(index, output);
  const children = doing.children.filter((id) => id !== child.id);
  parent.doing = { ...doing, results, children, left: doing.left - 1 };
  if (doing.left > 1) return void run.ready.push({ id: parent.id, kind: 'iterate', previousEventId });
  parent.previousEventId = eventId;
  run.ready.push({ id: parent.id, kind: 'finish', result: results });
}

/** A branch or iteration failed for good: what else its parent runs is aborted, and the parent fails as it did. */
export function childFailed(run: Run, child: Thread, failure: Failure): void {
  const parent = run.own(child.parent ?? 0);
  const { previousEventId } = child;
  if (parent.doing.kind === 'iterating')
    run.emit('MapIterationFailed', previousEventId, 'mapIterationFailed', {
      index: child.index ?? 0,
      name: parent.state,
    });
  if (run.stateOf(child).type === 'Task') run.emit('TaskStateAborted', previousEventId);
  abortChildren(run, parent, previousEventId);
  parent.previousEventId = previousEventId;
  const { evaluation: _told, ...reported } = failure;
  run.ready.unshift({ id: parent.id, kind: 'fail', failure: reported });
}

/** The states of which AWS tells that they were aborted. */
const abortable: readonly string[] = ['Task', 'Wait', 'Map', 'Parallel'];

/** Aborts whatever still runs below a thread, and tells of it; what has stopped stays for a redrive. */
export function abortChildren(run: Run, parent: Thread, previousEventId: number): void {
  for (const id of childrenOf(parent)) {
    const child = run.own(id);
    if (child.stopped) continue;
    if (parent.doing.kind === 'iterating')
      run.emit('MapIterationAborted', previousEventId, 'mapIterationAborted', {
        index: child.index ?? 0,
        name: parent.state,
      });
    abortChildren(run, child, previousEventId);
    const { type } = run.stateOf(child);
    if (child.doing.kind !== 'entering' && abortable.includes(type)) run.emit(`${type}StateAborted`, previousEventId);
    stopThread(run, child);
  }
}

export function childrenOf(thread: Thread): readonly number[] {
  return thread.doing.kind === 'branches' || thread.doing.kind === 'iterating' ? thread.doing.children : [];
}

/** Lets go of what a thread waits for. It keeps its place, for a redrive. */
export function stopThread(run: Run, thread: Thread): void {
  const { doing } = thread;
  if (doing.kind === 'waiting' || doing.kind === 'retrying') run.cancelTimer(doing.timer);
  if (doing.kind === 'task') {
    run.commands.push({ type: 'cancelTask', id: doing.task.id });
    run.cancelTimer(doing.task.timeout);
    run.cancelTimer(doing.task.heartbeat?.timer);
  }
  if (doing.kind === 'waiting' || doing.kind === 'retrying' || doing.kind === 'task')
    thread.doing = { kind: 'executing' };
  thread.stopped = true;
  run.forgetWork(thread.id);
}

/** Forgets everything below a thread. */
export function removeChildren(run: Run, thread: Thread): void {
  for (const id of childrenOf(thread)) {
    const child = run.execution.threads[id];
    if (child) removeChildren(run, child);
    run.remove(id);
  }
}
