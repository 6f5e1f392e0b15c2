import { isJsonObject, type Json, type JsonObject } from '../states-language/json.ts';
import type { ExecutionCase, RecordedCase, SingleStateCase } from './case.ts';
import { differences, readWildcards, type Wildcards } from './differences.ts';
import { branchesOf, sortedInParallel } from './event-order.ts';
import { normaliseResult, ownTokens } from './normalise.ts';

/** How an actual result, as the API tells it, differs from what was recorded: one line for each difference. */
export function compareResult(recorded: RecordedCase, result: Record<string, unknown>): string[] {
  const actual = normaliseResult(JSON.parse(JSON.stringify(result)), recorded.tokens) as JsonObject;
  const open = readWildcards(recorded.expected.wildcards, ownTokens(recorded.tokens));
  return recorded.kind === 'execution'
    ? compareExecution(recorded, actual, open)
    : compareState(recorded, actual, open);
}

function compareExecution({ expected }: ExecutionCase, actual: JsonObject, open: Wildcards): string[] {
  const { status, output, error, cause, events, eventOrder } = expected;
  const actualEvents = Array.isArray(actual.events) ? (actual.events as JsonObject[]) : [];
  return [
    ...differences(status, actual.status, '/status', open),
    ...differences(output, actual.output, '/output', open),
    ...differences(error, actual.error, '/error', open),
    ...differences(cause, actual.cause, '/cause', open),
    ...compareEvents(events, actualEvents, eventOrder, open),
  ];
}

function compareEvents(
  expected: JsonObject[],
  actual: JsonObject[],
  order: ExecutionCase['expected']['eventOrder'],
  open: Wildcards,
): string[] {
  if (order === 'total') return differences(expected, actual, '/events', open);
  if (order === 'concurrent') return compareBranches(expected, actual, open);
  const found = sortedInParallel(expected, actual, (event, at, candidate) => matches(event, candidate, at, open));
  return found.map((line) => `/events: ${line}`);
}

function matches(expected: JsonObject, actual: JsonObject, at: string, open: Wildcards): boolean {
  return differences(expected, actual, at, open).length === 0;
}

/** Branches may interleave: each branch's own events are compared, whichever branch of the same kind they are. */
function compareBranches(expected: JsonObject[], actual: JsonObject[], open: Wildcards): string[] {
  if (expected.length !== actual.length) return [`/events: expected ${expected.length} events, got ${actual.length}`];
  const left = branchesOf(actual);
  return branchesOf(expected).flatMap((branch) => {
    const index = left.findIndex((candidate) => candidate.key === branch.key && sameBranch(branch, candidate, open));
    if (index < 0) return [`/events/${branch.events[0]?.at}: no branch with the events of ${branch.key}`];
    left.splice(index, 1);
    return [];
  });
}

type Branch = ReturnType<typeof branchesOf>[number];

function sameBranch(expected: Branch, actual: Branch, open: Wildcards): boolean {
  if (expected.events.length !== actual.events.length) return false;
  return expected.events.every(({ event, at }, index) => {
    const candidate = actual.events[index];
    return candidate !== undefined && matches(event, candidate.event, `/events/${at}`, open);
  });
}

function compareState({ expected }: SingleStateCase, actual: JsonObject, open: Wildcards): string[] {
  const { wildcards: _wildcards, exception, ...result } = expected as JsonObject;
  if (exception !== undefined && isJsonObject(exception)) return compareException(exception, actual.exception);
  return differences(result, actual, '', open);
}

/** Exceptions were recorded in two shapes: by type and text, and as the API's error. */
function compareException(expected: JsonObject, actual: Json | undefined): string[] {
  const told = isJsonObject(expected.Error)
    ? { name: expected.Error.Code, message: expected.Error.Message }
    : { name: expected.exception_typename, message: String(expected.exception_value).replace(callPrefix, '') };
  return differences(JSON.parse(JSON.stringify(told)), actual, '/exception', readWildcards([], []));
}

const callPrefix = /^An error occurred \(\w+\) when calling the \w+ operation: /;
