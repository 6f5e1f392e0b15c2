import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { driven, executionName } from '../../../functions/domain/driven.ts';
import type { JourneyStep } from '../../../functions/domain/step.ts';
import { beginLeg } from '../../../functions/driving/begin-leg.ts';
import { noteExecutionEnd } from '../../../functions/driving/note-execution-end.ts';
import { answerPlan, planRequest } from '../../../functions/driving/plan-answer.ts';
import { sweep } from '../../../functions/driving/sweep.ts';
import { wakeable, wakeWaiting } from '../../../functions/driving/wake-waiting.ts';
import { progressRequest, recordProgress } from '../../../functions/journeys/record-progress.ts';
import type { Clock } from '../../../functions/platform/clock.ts';
import { key } from '../../../functions/platform/keys.ts';
import type { Log } from '../../../functions/platform/logs.ts';
import { type DynamoEndpoint, Table } from '../../../functions/platform/table.ts';
import type { Announcements, Workflows } from '../../../functions/platform/workflows.ts';
import { othersChange } from '../../support/others-change.ts';

/** The functions behind the states, and beside them, that take part in the exploration: the real ones. */
export interface Ports {
  readonly table: Table;
  readonly workflows: Workflows;
  readonly clock: Clock;
  readonly log: Log;
}

export const subjectId = 'PRBE2345';
export const start = '2026-03-02T09:00:00.000Z';

const facts = v.object({
  ...driven.entries,
  id: v.string(),
  cohortId: v.optional(v.string(), 'explored'),
  status: v.string(),
  wish: v.optional(v.pipe(v.number(), v.integer()), 0),
});
const silent: Log = { info: () => {}, alarm: () => {}, failure: () => {} };

/** Sixty days: no change may have to wait for it. */
const farOff = '2026-05-01T09:00:00.000Z';

/** What a change asks of the journey is done once; then it waits for the far-off moment. */
function plan(item: v.InferOutput<typeof facts>): JourneyStep {
  if (item.wish > 0 && item.status === 'onboarding')
    return { do: 'RecordProgress', progress: { change: 'status', to: 'year-1', because: 'a change asked for it' } };
  return { do: 'Wait', kind: 'AwaitSession', until: farOff, because: 'to remind this participant' };
}

/** No cohort is listed in this exploration, so none is announced. */
const announcements: Announcements = {
  announce: () => Promise.reject(new Error('There is nothing to announce')),
  describeAnnouncement: () => Promise.reject(new Error('There is nothing to announce')),
};

const noteRequest = v.object({ name: v.string() });

export const functions: Readonly<Record<string, (ports: Ports, input: unknown) => Promise<unknown>>> = {
  PlanJourney: async (ports, input) => {
    const request = v.parse(planRequest, input);
    const item = await ports.table.get(key.driven('participant', request.id), facts);
    if (!item) throw new Error('The participant is gone');
    return answerPlan(request, item, '1/1', ports.clock, () => plan(item));
  },
  /** A planner that lets any leg drive: only there to be found out. */
  PlanForAnyLeg: async (ports, input) => {
    const request = v.parse(planRequest, input);
    const item = await ports.table.get(key.driven('participant', request.id), facts);
    if (!item) throw new Error('The participant is gone');
    const asIfDriving = { ...request, leg: item.leg, execution: executionName(item.id, item) };
    return answerPlan(asIfDriving, item, '1/1', ports.clock, () => plan(item));
  },
  RecordProgress: async (ports, input) => recordProgress(ports, v.parse(progressRequest, input)),
  BeginLeg: async (ports, input) => beginLeg(ports, input as Parameters<typeof beginLeg>[1]),
  Wake: async (ports, input) => wakeWaiting(ports, v.parse(wakeable, input)),
  Sweep: async (ports) => sweep({ ...ports, announcements, requeuePrompt: async () => false }),
  NoteExecutionEnd: async (ports, input) =>
    noteExecutionEnd(ports, { kind: 'participant', ...v.parse(noteRequest, input) }),
  Change: async ({ table, clock }, input) => {
    const wish = Number(input);
    for (;;) {
      const item = await table.get(key.driven('participant', subjectId), facts);
      if (!item) throw new Error('The participant is gone');
      const subject = { kind: 'participant', id: subjectId, seen: item.version } as const;
      if ((await table.write(othersChange(subject, clock.now(), { set: { wish } }))).ok) return item.version + 1;
    }
  },
};

/** One call of a port that a function waits for, or the function's end. */
export type Turn =
  | { readonly kind: 'asks'; readonly port: 'dynamo' | 'start' | 'wake' | 'describe'; readonly request: unknown[] }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'threw'; readonly error: string };

export type PortAnswer =
  | { readonly ok: unknown }
  | { readonly error: { name: string; fields: Record<string, unknown> } };

const turns = new Map<string, Turn>();

/**
 * Runs a function afresh, feeding it the answers that it was given so far, until it asks for the next or ends. A
 * function's state between two calls is just those answers, so worlds stay plain data.
 */
export async function nextTurn(name: string, input: unknown, answers: readonly PortAnswer[]): Promise<Turn> {
  const memo = JSON.stringify([name, input, answers]);
  const known = turns.get(memo);
  if (known) return known;
  const turn = await runUntilAsked(name, input, answers);
  turns.set(memo, turn);
  return turn;
}

function runUntilAsked(name: string, input: unknown, answers: readonly PortAnswer[]): Promise<Turn> {
  const run = functions[name];
  if (!run) throw new Error(`No function "${name}" takes part`);
  return new Promise((resolve) => {
    let given = 0;
    const ask = async (port: 'dynamo' | 'start' | 'wake' | 'describe', request: unknown[]): Promise<unknown> => {
      const answer = answers[given];
      given += 1;
      if (!answer) {
        resolve({ kind: 'asks', port, request: structuredClone(request) });
        return new Promise(() => {});
      }
      if ('ok' in answer) return structuredClone(answer.ok);
      throw Object.assign(new Error(answer.error.name), { name: answer.error.name, ...answer.error.fields });
    };
    run(portsThat(ask, name === 'Sweep' ? Number(input) : 0), input).then(
      (result) => resolve({ kind: 'done', result: result ?? null }),
      (error: unknown) => resolve({ kind: 'threw', error: error instanceof Error ? error.name : String(error) }),
    );
  });
}

function portsThat(
  ask: (port: 'dynamo' | 'start' | 'wake' | 'describe', request: unknown[]) => Promise<unknown>,
  minutesLater: number,
): Ports {
  const endpoint: DynamoEndpoint = {
    call: async (action, input) => (await ask('dynamo', [action, input])) as Record<string, unknown>,
  };
  const now = new Date(Date.parse(start) + minutesLater * 60_000).toISOString();
  return {
    table: new Table(endpoint, 'Table'),
    workflows: {
      start: async (kind, id, leg) => (await ask('start', [kind, id, leg])) as 'started' | 'exists',
      wake: async (token) => (await ask('wake', [token])) as 'woken' | 'already-awake',
      describe: async (kind, execution) => (await ask('describe', [kind, execution])) as 'running' | 'closed' | 'gone',
    },
    clock: { now: () => now, nowMs: () => Date.parse(now), sleepUntil: async () => {} },
    log: silent,
  };
}

/** The journey's own definition, its functions named as above; `change` may take something out of it. */
export function journeyDefinition(change: (text: string) => string = (text) => text): unknown {
  const file = join(import.meta.dirname, '..', '..', '..', 'statemachines', 'journey.asl.json');
  const text = readFileSync(file, 'utf8')
    .replace(/\$\{TableName\}/g, 'Table')
    .replace(/\$\{(\w+)FunctionArn\}/g, '$1');
  return JSON.parse(change(text));
}
