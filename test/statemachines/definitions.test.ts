import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import validateDefinition from 'asl-validator';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { journeyWaits, nominationWaits } from '../../functions/domain/step.ts';
import { createMachine } from '../../local/states-language/create-machine.ts';

const folder = join(import.meta.dirname, '..', '..', 'statemachines');

const state = v.looseObject({
  Type: v.string(),
  Comment: v.optional(v.string()),
  Resource: v.optional(v.string()),
  TimeoutSeconds: v.optional(v.union([v.number(), v.string()])),
  Retry: v.optional(
    v.array(
      v.looseObject({ ErrorEquals: v.array(v.string()), JitterStrategy: v.string(), MaxDelaySeconds: v.number() }),
    ),
  ),
  Catch: v.optional(v.array(v.looseObject({ ErrorEquals: v.array(v.string()), Next: v.string() }))),
  Error: v.optional(v.string()),
});
const definition = v.looseObject({
  StartAt: v.string(),
  QueryLanguage: v.literal('JSONata'),
  States: v.record(v.string(), state),
});
type State = v.InferOutput<typeof state>;
const processor = v.object({ States: v.record(v.string(), state) });

/** The states of a machine, and those inside its Maps. */
function everyState(states: Record<string, State>): [string, State][] {
  return Object.entries(states).flatMap(([name, each]): [string, State][] => [
    [name, each],
    ...(each.ItemProcessor ? everyState(v.parse(processor, each.ItemProcessor).States) : []),
  ]);
}

const files = readdirSync(folder).filter((name) => name.endsWith('.asl.json'));
const read = (file: string): string =>
  readFileSync(join(folder, file), 'utf8').replace(/\$\{\w+\}/g, 'arn:aws:lambda:eu-west-2:000000000000:function:one');

/** What is wrong with a state, in words; nothing where it keeps the rules of every Task. */
function faultsOf(name: string, { Type, Comment, TimeoutSeconds, Retry, Catch, Resource }: State): string[] {
  const faults = Comment ? [] : [`${name} has no Comment`];
  if (Type !== 'Task') return faults;
  if (TimeoutSeconds === undefined) faults.push(`${name} has no TimeoutSeconds`);
  if (!Retry || Retry.length === 0) faults.push(`${name} has no Retry`);
  if (!Catch || Catch.length === 0) faults.push(`${name} has no Catch`);
  const retried = (Retry ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
  if (retried.includes('States.ALL')) faults.push(`${name} retries everything`);
  if (Resource?.endsWith('.waitForTaskToken') && retried.includes('States.Timeout'))
    faults.push(`${name} would arm its moment again`);
  if (!(Catch ?? []).some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL')))
    faults.push(`${name} lets an error through`);
  if ((Retry ?? []).some(({ JitterStrategy }) => JitterStrategy !== 'FULL'))
    faults.push(`${name} retries without jitter`);
  return faults;
}

describe.each(files)('%s', (file) => {
  const parsed = v.parse(definition, JSON.parse(read(file)));

  test('is accepted by asl-validator', () => {
    const { isValid, errorsText } = validateDefinition(JSON.parse(read(file)));
    expect(isValid, errorsText()).toBe(true);
  });

  test('is accepted by the interpreter', () => {
    expect(createMachine(JSON.parse(read(file))).blocks.length).toBeGreaterThan(0);
  });

  test('has a timeout, retries with jitter and a catch on every Task, and a comment on every state', () => {
    expect(everyState(parsed.States).flatMap(([name, each]) => faultsOf(name, each))).toEqual([]);
  });

  test('ends in Fail only where something else brings it back', () => {
    const fails = Object.entries(parsed.States).filter(([, { Type }]) => Type === 'Fail');
    // Whose parking fails begins its next leg; an announcement that stays due is begun again by the sweep.
    const expected = file.startsWith('announce') ? 'AnnouncementUnfinished' : 'ParkingFailed';
    expect(fails.map(([, { Error: error }]) => error)).toEqual([expected]);
  });
});

test('the rule about Tasks refuses one without a timeout, retry or catch', () => {
  const bare = v.parse(state, { Type: 'Task', Comment: 'A task.', Resource: 'arn:aws:states:::lambda:invoke' });
  expect(faultsOf('Bare', bare)).toEqual([
    'Bare has no TimeoutSeconds',
    'Bare has no Retry',
    'Bare has no Catch',
    'Bare lets an error through',
  ]);
});

test.each([
  ['journey.asl.json', journeyWaits],
  ['nomination.asl.json', nominationWaits],
])('%s has a state for every wait that its planner may name', (file, waits) => {
  const { States } = v.parse(definition, JSON.parse(read(file)));
  const tokens = Object.entries(States).filter(([, { Resource }]) => Resource?.endsWith('updateItem.waitForTaskToken'));
  expect(tokens.map(([name]) => name).sort()).toEqual([...waits, 'ParkForAdmin'].sort());
});
