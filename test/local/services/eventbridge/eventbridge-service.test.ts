import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  DeadLetter,
  Delivery,
  RuleDefinition,
  ScheduleDefinition,
} from '../../../../local/services/eventbridge/definitions.ts';
import { EventBridgeService } from '../../../../local/services/eventbridge/eventbridge-service.ts';
import { ServiceError } from '../../../../local/services/service.ts';
import { begin, caller, place, type StillWorld, stillWorld } from '../still-world.ts';

const minute = 60_000;
const target = {
  id: 't',
  arn: 'arn:aws:lambda:eu-west-2:000000000000:function:f',
  deadLetterArn: 'arn:aws:sqs:eu-west-2:000000000000:dead-letters',
  maximumRetryAttempts: 2,
  maximumEventAgeSeconds: 86_400,
};
const rule: RuleDefinition = {
  name: 'bounces',
  arn: 'arn:aws:events:eu-west-2:000000000000:rule/bounces',
  busName: 'default',
  enabled: true,
  pattern: { source: ['aws.ses', 'own'] },
  targets: [target],
};
const sweep: RuleDefinition = {
  name: 'sweep',
  arn: 'arn:aws:events:eu-west-2:000000000000:rule/sweep',
  busName: 'default',
  enabled: true,
  schedule: 'rate(15 minutes)',
  targets: [target],
};
const morning: ScheduleDefinition = {
  name: 'morning',
  arn: 'arn:aws:scheduler:eu-west-2:000000000000:schedule/default/morning',
  enabled: true,
  expression: 'cron(0 8 * * ? *)',
  timeZone: 'Europe/London',
  target: { ...target, input: '{"at":"<aws.scheduler.scheduled-time>","of":"<aws.scheduler.schedule-arn>"}' },
};

let world: StillWorld;
let events: EventBridgeService;
let taken: Array<{ at: number; delivery: Delivery }>;
let letters: DeadLetter[];
let refusal: (delivery: Delivery) => Error | undefined;

function start(make: (service: EventBridgeService) => void, clock: object = world.clock): void {
  events = new EventBridgeService({
    ...world,
    clock: clock as typeof world.clock,
    place,
    deliver: async (delivery) => {
      const error = refusal(delivery);
      if (error) throw error;
      taken.push({ at: world.clock.now(), delivery });
    },
    deadLetter: (letter) => void letters.push(letter),
  });
  for (const [, entry] of [...world.kept]) events.apply(entry);
  make(events);
  events.resume();
}

beforeEach(() => {
  world = stillWorld();
  taken = [];
  letters = [];
  refusal = () => undefined;
});
afterEach(() => {
  events.close();
  world.clock.close();
});

const put = (...Entries: Array<Record<string, unknown>>) => events.call('PutEvents', { Entries }, caller);
const payloads = () => taken.map(({ delivery }) => delivery.payload);

describe('a rule', () => {
  it('gives its targets the events that match its pattern', async () => {
    start((service) => service.createRule(rule));
    const answer = await put(
      { Source: 'own', DetailType: 'x', Detail: '{"a":1}' },
      { Source: 'other', DetailType: 'x', Detail: '{}' },
    );
    await world.activity.whenQuiet();
    expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }, {}] });
    expect(payloads()).toMatchObject([
      {
        version: '0',
        source: 'own',
        'detail-type': 'x',
        account: '000000000000',
        region: 'eu-west-2',
        time: '2026-03-02T09:00:00Z',
        resources: [],
        detail: { a: 1 },
      },
    ]);
  });

  it('listens to its own bus', async () => {
    start((service) => {
      service.createBus({ name: 'own' });
      service.createRule({ ...rule, busName: 'own' });
    });
    await put({ Source: 'own', DetailType: 'default', Detail: '{}' });
    await put({ Source: 'own', DetailType: 'mine', Detail: '{}', EventBusName: 'arn:aws:events:x:y:event-bus/own' });
    await world.activity.whenQuiet();
    expect(payloads()).toMatchObject([{ 'detail-type': 'mine' }]);
  });

  it('gives a constant input in place of the event', async () => {
    start((service) => service.createRule({ ...rule, targets: [{ ...target, input: '{"fixed":true}' }] }));
    events.publish({ source: 'aws.ses', detailType: 'Email Sent', detail: {} });
    await world.activity.whenQuiet();
    expect(payloads()).toEqual([{ fixed: true }]);
  });

  it('that is disabled gives nothing', async () => {
    start((service) => service.createRule({ ...rule, enabled: false }));
    events.publish({ source: 'aws.ses', detailType: 'Email Sent', detail: {} });
    await world.activity.whenQuiet();
    expect(taken).toEqual([]);
  });
});

describe('an event that its target does not take', () => {
  beforeEach(() => start((service) => service.createRule(rule)));

  it('is tried again later', async () => {
    let failures = 1;
    refusal = () => (failures-- > 0 ? new ServiceError('TooManyRequestsException', 'busy') : undefined);
    events.publish({ source: 'aws.ses', detailType: 'x', detail: {} });
    await world.activity.whenQuiet();
    expect(taken).toEqual([]);
    await world.after(minute);
    expect(taken.map(({ at }) => at)).toEqual([begin + 1000]);
  });

  it('goes to the dead-letter queue when its attempts are used up', async () => {
    refusal = () => new ServiceError('TooManyRequestsException', 'busy');
    events.publish({ source: 'aws.ses', detailType: 'x', detail: { n: 1 } });
    await world.activity.whenQuiet();
    await world.after(10 * minute);
    expect(letters).toMatchObject([
      {
        queueArn: target.deadLetterArn,
        origin: { kind: 'rule', arn: rule.arn },
        attributes: {
          RULE_ARN: { StringValue: rule.arn },
          TARGET_ARN: { StringValue: target.arn },
          ERROR_CODE: { StringValue: 'TooManyRequestsException' },
          EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
          RETRY_ATTEMPTS: { StringValue: '2' },
        },
      },
    ]);
    expect(JSON.parse(letters[0]?.body ?? '')).toMatchObject({ detail: { n: 1 } });
  });

  it('goes there at once when trying again would not help', async () => {
    refusal = () => new ServiceError('AccessDeniedException', 'no permission');
    events.publish({ source: 'aws.ses', detailType: 'x', detail: {} });
    await world.activity.whenQuiet();
    expect(letters).toMatchObject([{ attributes: { ERROR_CODE: { StringValue: 'AccessDeniedException' } } }]);
  });

  it('is tried again after a restart, and one that was taken is not', async () => {
    events.publish({ source: 'aws.ses', detailType: 'taken', detail: {} });
    await world.activity.whenQuiet();
    refusal = () => new ServiceError('TooManyRequestsException', 'busy');
    events.publish({ source: 'aws.ses', detailType: 'refused', detail: {} });
    await world.activity.whenQuiet();
    events.close();
    refusal = () => undefined;
    world = world.restart();
    start((service) => service.createRule(rule));
    await world.after(minute);
    expect(payloads()).toMatchObject([{ 'detail-type': 'taken' }, { 'detail-type': 'refused' }]);
  });
});

describe('PutEvents', () => {
  beforeEach(() => start((service) => service.createRule(rule)));

  it.each([
    ['no source', { DetailType: 'x', Detail: '{}' }, 'InvalidArgument'],
    ['no detail type', { Source: 'own', Detail: '{}' }, 'InvalidArgument'],
    ['no detail', { Source: 'own', DetailType: 'x' }, 'InvalidArgument'],
    ['a detail that is no object', { Source: 'own', DetailType: 'x', Detail: '[1]' }, 'MalformedDetail'],
    ['AWS’s own source', { Source: 'aws.ses', DetailType: 'x', Detail: '{}' }, 'NotAuthorizedForSourceException'],
  ])('lists an entry with %s as failed', async (_, entry, ErrorCode) => {
    expect(await put(entry)).toMatchObject({ FailedEntryCount: 1, Entries: [{ ErrorCode }] });
    await world.activity.whenQuiet();
    expect(taken).toEqual([]);
  });

  it.each([
    [
      'a bus that there is not',
      { Source: 'own', DetailType: 'x', Detail: '{}', EventBusName: 'none' },
      'ResourceNotFoundException',
    ],
    [
      'a field that it does not know',
      { Source: 'own', DetailType: 'x', Detail: '{}', EndpointId: 'e' },
      'ValidationException',
    ],
  ])('refuses %s', async (_, entry, name) => {
    await expect(put(entry)).rejects.toMatchObject({ name });
  });
});

describe('a rate schedule', () => {
  const ticks = () => taken.map(({ at }) => (at - begin) / minute);

  it('fires at the three ticks after the last activity, then rests and counts what it leaves out', async () => {
    start((service) => service.createRule(sweep));
    await world.after(24 * 60 * minute);
    expect(ticks()).toEqual([15, 30, 45]);
    expect(events.skippedTicks).toBe(24 * 4 - 3);
    expect(world.clock.next()).toBeUndefined();
  });

  it('begins again with activity, at its own ticks', async () => {
    start((service) => service.createRule(sweep));
    await world.after(100 * minute);
    taken = [];
    events.noteActivity();
    await world.after(100 * minute);
    expect(ticks()).toEqual([105, 120, 135]);
    expect(events.skippedTicks).toBe(3 + 4);
  });

  it('goes on as long as there is activity', async () => {
    start((service) => service.createRule(sweep));
    for (let i = 0; i < 8; i++) {
      await world.after(15 * minute);
      events.noteActivity();
    }
    expect(ticks()).toHaveLength(8);
    expect(events.skippedTicks).toBe(0);
  });

  it('fires at every tick while time passes by itself', async () => {
    const passing = { ...timeSourceOf(world), mode: 'real' };
    start((service) => service.createRule(sweep), passing);
    await world.after(24 * 60 * minute);
    expect(ticks()).toHaveLength(24 * 4);
  });

  it('keeps its ticks through a restart', async () => {
    start((service) => service.createRule(sweep));
    await world.after(20 * minute);
    events.close();
    world = world.restart();
    start((service) => service.createRule(sweep));
    await world.after(11 * minute);
    expect(ticks()).toEqual([15, 30]);
  });

  it('tells its target as EventBridge does', async () => {
    start((service) => service.createRule(sweep));
    await world.after(15 * minute);
    expect(payloads()).toMatchObject([
      { source: 'aws.events', 'detail-type': 'Scheduled Event', time: '2026-03-02T09:15:00Z', resources: [sweep.arn] },
    ]);
  });
});

function timeSourceOf({ clock }: StillWorld) {
  return { now: () => clock.now(), at: clock.at.bind(clock) };
}

describe('a cron schedule', () => {
  it('fires at every moment of a jump, on the wall clock of its zone', async () => {
    start((service) => service.createSchedule(morning));
    await world.after(28 * 24 * 60 * minute);
    expect(taken).toHaveLength(28);
    expect(payloads().at(0)).toEqual({ at: '2026-03-03T08:00:00Z', of: morning.arn });
    expect(payloads().at(-1)).toMatchObject({ at: '2026-03-30T07:00:00Z' });
  });

  it('fires for what passed while nothing ran', async () => {
    start((service) => service.createSchedule(morning));
    await world.after(24 * 60 * minute);
    events.close();
    const kept = world.kept;
    world.clock.close();
    world = stillWorld(kept, begin + 3 * 24 * 60 * minute);
    start((service) => service.createSchedule(morning));
    await world.after(0);
    expect(payloads()).toMatchObject([
      { at: '2026-03-03T08:00:00Z' },
      { at: '2026-03-04T08:00:00Z' },
      { at: '2026-03-05T08:00:00Z' },
    ]);
  });
});
