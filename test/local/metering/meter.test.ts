import { describe, expect, test } from 'vitest';
import { Meter } from '../../../local/metering/meter.ts';

describe('the meter', () => {
  test('has counted nothing at first', () => {
    expect(new Meter().usage()).toEqual({
      transitions: 0,
      requests: 0,
      invocations: {},
      readUnits: 0,
      writeUnits: 0,
      queueRequests: 0,
      emails: 0,
      secretCalls: 0,
    });
  });

  test('bills a function by its memory and by whole milliseconds, each function for itself', () => {
    const meter = new Meter();
    meter.noteInvocation('plan', 512, 1.2);
    meter.noteInvocation('plan', 512, 2);
    meter.noteInvocation('site', 1024, 0.1);
    expect(meter.usage().invocations).toEqual({
      plan: { count: 2, gigabyteSeconds: 0.002 },
      site: { count: 1, gigabyteSeconds: 0.001 },
    });
  });

  test('adds up units and transitions', () => {
    const meter = new Meter();
    meter.noteConsumption({ action: 'Query', table: 't', read: 1.5, write: 0 });
    meter.noteConsumption({ action: 'PutItem', table: 't', read: 0, write: 2 });
    meter.noteTransitions(3);
    meter.noteTransitions(4);
    expect(meter.usage()).toMatchObject({ readUnits: 1.5, writeUnits: 2, transitions: 7 });
  });

  test('counts every call of a queue, and of SES the e-mails alone', () => {
    const meter = new Meter();
    meter.noteCall('sqs', 'SendMessageBatch');
    meter.noteCall('sqs', 'ReceiveMessage');
    meter.noteCall('ses', 'SendEmail');
    meter.noteCall('ses', 'GetAccount');
    meter.noteCall('secretsmanager', 'GetSecretValue');
    expect(meter.usage()).toMatchObject({ queueRequests: 2, emails: 1, secretCalls: 1 });
  });
});
