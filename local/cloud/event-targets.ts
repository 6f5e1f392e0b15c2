import type { DeadLetter, Delivery, EventTarget, Origin } from '../services/eventbridge/definitions.ts';
import type { Authoriser } from '../services/iam/authoriser.ts';
import { type Caller, type Service, ServiceError } from '../services/service.ts';
import type { SqsService } from '../services/sqs/sqs-service.ts';
import type { Inventory } from '../template/inventory.ts';
import { functionNameOf } from '../template/readers/functions.ts';
import { TemplateError } from '../template/template-error.ts';
import type { AsynchronousInvocations } from './asynchronous-invocations.ts';
import type { Functions } from './functions.ts';

export interface EventTargetsOptions {
  readonly inventory: Inventory;
  readonly authority: Authoriser;
  readonly functions: Pick<Functions, 'permissions'>;
  readonly asynchronous: AsynchronousInvocations;
  readonly sqs: SqsService;
  readonly states: Service;
  readonly log: (line: string) => void;
}

const eventBridge = 'events.amazonaws.com';

/**
 * Takes the events of rules and schedules to functions, queues and state machines: a rule by the target's own policy, a
 * schedule (and anything that starts a machine) by its role. Rejects as the target would.
 */
export function createEventTargets(options: EventTargetsOptions) {
  const { sqs, states, asynchronous, log } = options;
  return {
    async deliver({ origin, target, payload }: Delivery): Promise<void> {
      const service = serviceOf(target);
      demand(options, origin, target);
      if (service === 'lambda') asynchronous.accept(functionNameOf(target.arn), payload);
      else if (service === 'sqs') sqs.send(target.arn, { body: JSON.stringify(payload) });
      else await states.call('StartExecution', startOf(target, payload), callerOf(target));
    },
    deadLetter({ queueArn, origin, body, attributes }: DeadLetter): void {
      if (maySend(options, origin, queueArn)) sqs.send(queueArn, { body, attributes });
      else log(`IAM: ${origin.arn} may not send to its dead-letter queue ${queueArn}; the event is lost`);
    },
  };
}

/** The part of the inventory that sends events. */
interface Targets {
  readonly rules: ReadonlyArray<{ readonly targets: readonly EventTarget[] }>;
  readonly schedules: ReadonlyArray<{ readonly target: EventTarget }>;
}

/** Refuses targets that are not served here, before anything is sent to them. */
export function checkTargets({ rules, schedules }: Targets): void {
  for (const rule of rules) for (const target of rule.targets) serviceOf(target);
  for (const { target } of schedules) serviceOf(target);
}

function serviceOf({ arn }: EventTarget): 'lambda' | 'sqs' | 'states' {
  const service = arn.split(':')[2];
  if (service === 'lambda' || service === 'sqs' || service === 'states') return service;
  throw new TemplateError(`Events to ${arn} are not served here.`);
}

/** What whoever sends an event must be allowed to do with its target. */
const deliveryActions = {
  lambda: 'lambda:InvokeFunction',
  sqs: 'sqs:SendMessage',
  states: 'states:StartExecution',
} as const;

function demand(options: EventTargetsOptions, origin: Origin, target: EventTarget): void {
  if (mayDeliver(options, origin, target)) return;
  const asRole = target.roleArn && `${target.roleArn} may not ${deliveryActions[serviceOf(target)]} on ${target.arn}`;
  options.log(`IAM: ${asRole ?? `${origin.arn} may not deliver to ${target.arn}`}`);
  throw new ServiceError('AccessDeniedException', `${origin.arn} may not deliver to ${target.arn}.`, { status: 403 });
}

function mayDeliver(options: EventTargetsOptions, origin: Origin, target: EventTarget): boolean {
  const { authority, functions } = options;
  switch (serviceOf(target)) {
    case 'lambda':
      return origin.kind === 'rule'
        ? functions.permissions.allows(functionNameOf(target.arn), eventBridge, origin.arn)
        : mayAsRole(authority, target.roleArn, deliveryActions.lambda, target.arn);
    case 'sqs':
      return origin.kind === 'rule'
        ? authority.allowsService(eventBridge, deliveryActions.sqs, target.arn, origin.arn)
        : mayAsRole(authority, target.roleArn, deliveryActions.sqs, target.arn);
    case 'states':
      return mayAsRole(authority, target.roleArn, deliveryActions.states, target.arn);
  }
}

function maySend({ authority, inventory }: EventTargetsOptions, origin: Origin, queueArn: string): boolean {
  if (origin.kind === 'rule') return authority.allowsService(eventBridge, 'sqs:SendMessage', queueArn, origin.arn);
  const schedule = inventory.schedules.find(({ arn }) => arn === origin.arn);
  return mayAsRole(authority, schedule?.target.roleArn, 'sqs:SendMessage', queueArn);
}

function mayAsRole(authority: Authoriser, roleArn: string | undefined, action: string, resource: string): boolean {
  return roleArn !== undefined && authority.allowsRole(roleArn, action, resource);
}

function startOf({ arn }: EventTarget, payload: unknown): Record<string, unknown> {
  return { stateMachineArn: arn, input: JSON.stringify(payload) };
}

function callerOf({ roleArn = '' }: EventTarget): Caller {
  return { roleArn };
}
