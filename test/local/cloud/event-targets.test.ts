import { describe, expect, it } from 'vitest';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { AsynchronousInvocations } from '../../../local/cloud/asynchronous-invocations.ts';
import { createAuthority } from '../../../local/cloud/authority.ts';
import { checkTargets, createEventTargets } from '../../../local/cloud/event-targets.ts';
import { createInvokePermissions } from '../../../local/cloud/invoke-permissions.ts';
import { noJournal } from '../../../local/journal/journal.ts';
import type { Delivery, EventTarget } from '../../../local/services/eventbridge/definitions.ts';
import { SqsService } from '../../../local/services/sqs/sqs-service.ts';
import { readAssembly } from '../../../local/template/assembly.ts';
import type { Inventory } from '../../../local/template/inventory.ts';
import { readInventory } from '../../../local/template/read-inventory.ts';
import { place } from '../template/place.ts';
import { writeAssembly } from '../template/write-assembly.ts';

const rule = 'arn:aws:events:eu-west-2:000000000000:rule/own';
const queueArn = 'arn:aws:sqs:eu-west-2:000000000000:letters';
const functionArn = 'arn:aws:lambda:eu-west-2:000000000000:function:note';

const queuePolicy = {
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: 'Letters' }],
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sqs:SendMessage',
          Principal: { Service: 'events.amazonaws.com' },
          Resource: queueArn,
          Condition: { ArnEquals: { 'aws:SourceArn': rule } },
        },
      ],
    },
  },
};

function createTargets() {
  const Resources = { Letters: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters' } }, Policy: queuePolicy };
  const inventory: Inventory = readInventory(readAssembly(writeAssembly({ One: { Resources } })), place);
  const activity = new Activity();
  const clock = new Clock({ state: { mode: 'paused', virtual: 0 }, activity });
  const sqs = new SqsService({ clock, activity, journal: noJournal });
  for (const queue of inventory.queues) sqs.createQueue(queue);
  const invoked: string[] = [];
  const log: string[] = [];
  const invoke = async (functionName: string) => {
    invoked.push(functionName);
    return { payload: null };
  };
  const targets = createEventTargets({
    inventory,
    sqs,
    authority: createAuthority({ inventory, place, now: () => 0, log: () => {} }),
    functions: {
      permissions: createInvokePermissions([
        { path: 'One/Permission', functionName: 'note', principal: 'events.amazonaws.com', sourceArn: rule },
      ]),
    },
    asynchronous: new AsynchronousInvocations({
      clock,
      journal: noJournal,
      configurations: [],
      invoke,
      giveUp: () => {},
    }),
    states: { name: 'states', call: async () => ({}) },
    log: (line) => void log.push(line),
  });
  return { targets, sqs, invoked, log };
}

function deliveryTo(arn: string, from = rule): Delivery {
  return {
    id: 'one',
    origin: { kind: 'rule', arn: from },
    target: targetAt(arn),
    payload: { hello: 'there' },
    at: 0,
    attempts: 0,
    nextAt: 0,
  };
}

function targetAt(arn: string): EventTarget {
  return { arn, maximumRetryAttempts: 0, maximumEventAgeSeconds: 60 };
}

describe('a rule’s events', () => {
  it('go to a function that the rule may invoke', async () => {
    const { targets, invoked } = createTargets();
    await targets.deliver(deliveryTo(functionArn));
    expect(invoked).toEqual(['note']);
  });

  it('go to a queue whose policy lets the rule send', async () => {
    const { targets, sqs } = createTargets();
    await targets.deliver(deliveryTo(queueArn));
    expect(sqs.messages(queueArn).map(({ body }) => body)).toEqual(['{"hello":"there"}']);
  });

  it.each([functionArn, queueArn])('of another rule are refused by %s', async (arn) => {
    const { targets, sqs, invoked, log } = createTargets();
    const other = `${rule}-other`;
    await expect(targets.deliver(deliveryTo(arn, other))).rejects.toThrow(/may not deliver/);
    expect([invoked, sqs.messages(queueArn)]).toEqual([[], []]);
    expect(log).toEqual([`IAM: ${other} may not deliver to ${arn}`]);
  });

  it('that a schedule sends are refused by its role’s and the action’s name', async () => {
    const { targets, invoked, log } = createTargets();
    const roleArn = 'arn:aws:iam::000000000000:role/without-a-grant';
    const delivery = deliveryTo(functionArn);
    const scheduled: Delivery = {
      ...delivery,
      origin: { ...delivery.origin, kind: 'schedule' },
      target: { ...delivery.target, roleArn },
    };
    await expect(targets.deliver(scheduled)).rejects.toThrow(/may not deliver/);
    expect(invoked).toEqual([]);
    expect(log.at(-1)).toBe(`IAM: ${roleArn} may not lambda:InvokeFunction on ${functionArn}`);
  });

  it('are lost, and the log says so, when the rule may not send to its dead-letter queue', () => {
    const { targets, sqs, log } = createTargets();
    targets.deadLetter({ queueArn, origin: { kind: 'rule', arn: `${rule}-other` }, body: '{}', attributes: {} });
    expect(sqs.messages(queueArn)).toEqual([]);
    expect(log.join()).toMatch(/the event is lost/);
  });
});

it('refuses a rule with a target that is not served, when the template is read', () => {
  const inventory = { rules: [{ targets: [targetAt('arn:aws:sns:eu-west-2:000000000000:topic')] }], schedules: [] };
  expect(() => checkTargets(inventory)).toThrow(/arn:aws:sns.* are not served here/);
});
