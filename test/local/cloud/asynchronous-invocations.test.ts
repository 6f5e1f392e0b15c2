import { expect, it } from 'vitest';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { type AbandonedEvent, AsynchronousInvocations } from '../../../local/cloud/asynchronous-invocations.ts';
import type { InvocationOutcome } from '../../../local/functions-runtime/function-definition.ts';
import type { AsynchronousInvocation } from '../../../local/template/inventory.ts';

const start = Date.parse('2026-03-02T09:00:00Z');
const hour = 3_600_000;
const fine: InvocationOutcome = { payload: null };
const broken: InvocationOutcome = { error: { errorType: 'Error', errorMessage: 'broken', stackTrace: [] } };

interface Setup {
  readonly answers?: InvocationOutcome[];
  readonly configurations?: AsynchronousInvocation[];
}

function createQueue({ answers = [], configurations = [] }: Setup = {}) {
  const clock = new Clock({ state: { mode: 'paused', virtual: start }, activity: new Activity() });
  const invokedAt: number[] = [];
  const abandoned: AbandonedEvent[] = [];
  const kept: unknown[] = [];
  const queue = new AsynchronousInvocations({
    clock,
    configurations,
    journal: { append: (_, entry) => void kept.push(entry) },
    invoke: async () => {
      invokedAt.push((clock.now() - start) / 1000);
      return answers.shift() ?? fine;
    },
    giveUp: (event) => void abandoned.push(event),
  });
  return { queue, clock, invokedAt, abandoned, kept };
}

it('hands an event over at once', async () => {
  const { queue, clock, invokedAt } = createQueue();
  queue.accept('note', {});
  await clock.jumpTo(start + hour);
  expect(invokedAt).toEqual([0]);
});

it('tries a function that fails again after one and two minutes', async () => {
  const { queue, clock, invokedAt, abandoned } = createQueue({ answers: [broken, broken, fine] });
  queue.accept('note', {});
  await clock.jumpTo(start + hour);
  expect(invokedAt).toEqual([0, 60, 180]);
  expect(abandoned).toEqual([]);
});

it('gives up after two retries, and names the destination that the function has', async () => {
  const configuration = {
    functionName: 'note',
    maximumRetryAttempts: 2,
    maximumEventAgeSeconds: 21_600,
    onFailureArn: 'arn:aws:sqs:eu-west-2:000000000000:lost',
  };
  const { queue, clock, invokedAt, abandoned } = createQueue({
    answers: [broken, broken, broken, broken],
    configurations: [configuration],
  });
  queue.accept('note', {});
  await clock.jumpTo(start + hour);
  expect(invokedAt).toHaveLength(3);
  expect(abandoned).toMatchObject([{ condition: 'RetriesExhausted', destinationArn: configuration.onFailureArn }]);
});

it('hands over after a restart what was not settled, and nothing else', async () => {
  const before = createQueue({ answers: [broken] });
  before.queue.accept('note', { event: 1 });
  await before.clock.jumpTo(start);
  const after = createQueue();
  for (const entry of before.kept) after.queue.apply(entry);
  after.queue.resume();
  await after.clock.jumpTo(start + hour);
  expect(after.invokedAt).toEqual([60]);
  const later = createQueue();
  for (const entry of [...before.kept, ...after.kept]) later.queue.apply(entry);
  expect([...later.queue.snapshot()]).toEqual([]);
});
