import { beforeAll, describe, expect, it } from 'vitest';
import { structuredLog } from '../../../functions/platform/logs.ts';
import type { AlarmDefinition } from '../../../local/services/cloudwatch/alarm.ts';
import { type Gauges, Watch } from '../../../local/services/cloudwatch/watch.ts';
import { readAssembly } from '../../../local/template/assembly.ts';
import type { Inventory } from '../../../local/template/inventory.ts';
import { readInventory } from '../../../local/template/read-inventory.ts';
import { capturedOutput } from '../../support/captured-output.ts';
import { synthesised } from '../../support/synthesised.ts';

const start = Date.parse('2026-03-02T09:00:00Z');
const place = {
  account: '000000000000',
  region: 'eu-west-2',
  partition: 'aws',
  sdkUrl: 'http://127.0.0.1:4401',
  siteUrl: 'http://127.0.0.1:4400',
  issuerUrl: 'http://127.0.0.1:4402',
};
const quiet: Gauges = { queues: () => [], reputation: () => ({ bounceRate: 0, complaintRate: 0 }) };

let inventory: Inventory;

beforeAll(() => {
  inventory = readInventory(readAssembly(synthesised('local')), place);
});

function watching(gauges: Partial<Gauges> = {}) {
  let now = start;
  const watch = new Watch(
    inventory.alarms,
    () => now,
    () => ({ ...quiet, ...gauges }),
  );
  const states = () =>
    [...watch.alarms()].filter(([, state]) => state === 'ALARM').map(([name]) => name.split('-').slice(2).join('-'));
  return { watch, states, pass: (ms: number) => (now += ms) };
}

const dimension = ({ dimensions }: AlarmDefinition, name: string): string => dimensions[name] ?? '';
const failed = { error: { errorType: 'Broken', errorMessage: 'on purpose', stackTrace: [] } };

/** Brings about what an alarm watches; answers what goes off. AWS's own counts that nothing here makes are put as AWS would. */
async function provoke(alarm: AlarmDefinition): Promise<string[]> {
  const queue = { name: dimension(alarm, 'QueueName'), visible: 1, oldestSeconds: alarm.threshold };
  const { watch, states } = watching({
    queues: () => (alarm.namespace === 'AWS/SQS' ? [queue] : []),
    reputation: () => ({
      bounceRate: alarm.metricName === 'Reputation.BounceRate' ? alarm.threshold : 0,
      complaintRate: alarm.metricName === 'Reputation.ComplaintRate' ? alarm.threshold : 0,
    }),
  });
  const statuses: Record<string, string> = {
    ExecutionsFailed: 'FAILED',
    ExecutionsTimedOut: 'TIMED_OUT',
    ExecutionsAborted: 'ABORTED',
  };
  const times = Array.from({ length: Math.ceil(alarm.threshold) });
  switch (alarm.namespace) {
    case 'AWS/States':
      if (statuses[alarm.metricName])
        watch.noteExecution({
          status: statuses[alarm.metricName],
          stateMachineArn: dimension(alarm, 'StateMachineArn'),
        });
      else watch.store.put(alarm, 1, start);
      break;
    case 'AWS/Lambda':
      if (alarm.metricName === 'Throttles') watch.noteInvocation('throughline-local-site', 'throttled', 0);
      else if (alarm.metricName === 'Errors')
        for (const _ of times) watch.noteInvocation(dimension(alarm, 'FunctionName'), failed, 5);
      else return slowPages(alarm);
      break;
    case 'AWS/ApiGateway':
      for (const _ of times) watch.noteResponse(dimension(alarm, 'ApiId'), 500);
      break;
    case 'AWS/DynamoDB':
      watch.store.put(alarm, alarm.threshold, start);
      break;
    case 'Throughline': {
      const events = {
        Parked: 'parked',
        SweepRestarts: 'execution gone',
        SweepFailures: 'sweep incomplete',
        OverdueRunning: 'overdue but running',
        PromptsHeld: 'prompt held',
        MailRefused: 'mail service refuses',
        MailUndelivered: 'mail did not arrive',
      } as const;
      const event = events[alarm.metricName as keyof typeof events];
      const lines = await capturedOutput(() => {
        for (const _ of times) structuredLog.alarm(event);
      });
      for (const text of lines) watch.noteLog({ functionName: 'throughline-local-sweep', requestId: 'r', text });
    }
  }
  return states();
}

function slowPages(alarm: AlarmDefinition): string[] {
  const { watch, states, pass } = watching();
  for (let period = 0; period < alarm.datapointsToAlarm; period += 1) {
    watch.noteInvocation(dimension(alarm, 'FunctionName'), { payload: null }, alarm.threshold);
    if (period + 1 < alarm.datapointsToAlarm) pass(alarm.periodSeconds * 1000);
  }
  return states();
}

describe('the alarms of the template', () => {
  it('are all quiet while nothing is wrong', () => {
    const { watch, states } = watching();
    watch.noteInvocation('throughline-local-site', { payload: null }, 20);
    expect(states()).toEqual([]);
  });

  it('go off when what they watch happens, each of them and no other', async () => {
    const went: Record<string, string[]> = {};
    for (const alarm of inventory.alarms) went[alarm.name] = await provoke(alarm);
    const expected = inventory.alarms.map(({ name }) => {
      const short = name.split('-').slice(2).join('-');
      return [name, short === 'QueueAge-urgent' || short === 'QueueAge-routine' ? [short] : [short]];
    });
    expect(went).toEqual(Object.fromEntries(expected));
    expect(inventory.alarms.length).toBeGreaterThan(30);
  });

  it('are over when the period has passed', () => {
    const { watch, states, pass } = watching();
    const alarm = inventory.alarms.find(({ metricName }) => metricName === 'ExecutionsFailed');
    watch.noteExecution({ status: 'FAILED', stateMachineArn: alarm?.dimensions.StateMachineArn });
    expect(states()).toHaveLength(1);
    pass(600_000);
    expect(states()).toEqual([]);
  });
});
