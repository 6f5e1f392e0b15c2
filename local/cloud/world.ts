import { randomInt } from 'node:crypto';
import { seededRandom } from '../faults/faults.ts';
import { withFaults } from '../faults/faulty-service.ts';
import type { Meter } from '../metering/meter.ts';
import { EmbeddedDynamo } from '../services/dynamodb/embedded/embedded-dynamo.ts';
import { EventBridgeService } from '../services/eventbridge/eventbridge-service.ts';
import { IdentityService } from '../services/identity/identity-service.ts';
import { SecretsService } from '../services/secrets/secrets-service.ts';
import { type Service, ServiceError, type ServiceName } from '../services/service.ts';
import type { SendingQuota } from '../services/ses/sending-limits.ts';
import { SesService } from '../services/ses/ses-service.ts';
import { SqsService } from '../services/sqs/sqs-service.ts';
import { StepFunctionsService } from '../services/step-functions/step-functions-service.ts';
import { AsynchronousInvocations } from './asynchronous-invocations.ts';
import { type Core, type CoreOptions, createCore } from './core.ts';
import { createEventTargets } from './event-targets.ts';
import { gaugesOf } from './gauges.ts';
import { createGiveUp } from './give-up-event.ts';
import { createLambdaService } from './lambda-service.ts';
import { SeedKeeper } from './seed-keeper.ts';
import { createTaskInvoker } from './task-invoker.ts';

export interface WorldOptions extends CoreOptions {
  /** What the embedded SES account may send. */
  readonly mailQuota: SendingQuota;
  /** For task tokens, names and jitter; by chance where it is not given. */
  readonly seed?: number | undefined;
}

export type World = ReturnType<typeof createWorld>;

/**
 * The services of one embedded cloud, made and joined: nothing of the template is in them yet, nothing is restored and
 * nothing runs (see `openWorld`).
 */
export function createWorld(options: WorldOptions) {
  const core: Core = createCore(
    options,
    () => events.noteActivity(),
    () => gaugesOf(core.inventory, { sqs, ses, now: () => core.clock.now() }),
  );
  const { inventory, authority, functions, log } = core;
  const dynamo = new EmbeddedDynamo({ ...core, onConsumed: core.meter.noteConsumption });
  const sqs = new SqsService(core);
  const secrets = new SecretsService(core);
  const asynchronous = new AsynchronousInvocations({
    ...core,
    configurations: inventory.asynchronousInvocations,
    invoke: functions.invoke,
    giveUp: createGiveUp({ ...core, sqs }),
  });
  const services = new Map<ServiceName, Service>();
  const states = new StepFunctionsService({
    ...core,
    random: seededRandom(options.seed ?? randomInt(2 ** 31)),
    invokeTask: createTaskInvoker(authority.authorise, serviceIn(services), core.onActivity),
    onStatusChange: (change) => {
      core.watch.noteExecution(change.detail);
      if (change.detail.status !== 'RUNNING')
        core.meter.noteTransitions(statesEntered(states.historyOf(change.resources[0] ?? '')));
      return events.publish(change);
    },
  });
  const targets = createEventTargets({ inventory, authority, functions, asynchronous, sqs, states, log });
  const events = new EventBridgeService({ ...core, ...targets });
  const ses = new SesService({ ...core, quota: options.mailQuota, publish: (event) => events.publish(event) });
  for (const service of [
    dynamo,
    states,
    sqs,
    events,
    ses,
    secrets,
    createLambdaService(functions.invoke, (name, payload) => asynchronous.accept(name, payload)),
  ])
    services.set(service.name, metered(withFaults(service, core.faults, core.activity), core.meter));
  const identity = new IdentityService(core);
  const seeded = new SeedKeeper(core.journal);
  const journaled = [core.keeper, dynamo, states, sqs, events, ses, secrets, identity, asynchronous, seeded];
  return { ...core, services, journaled, dynamo, sqs, secrets, asynchronous, states, events, ses, identity, seeded };
}

function statesEntered(history: readonly { readonly type: string }[] = []): number {
  return history.filter(({ type }) => type.endsWith('StateEntered')).length;
}

/** Counts the calls of a service that bills by them. */
function metered(service: Service, meter: Meter): Service {
  return {
    name: service.name,
    call: (action, input, caller) => {
      meter.noteCall(service.name, action);
      return service.call(action, input, caller);
    },
  };
}

function serviceIn(services: ReadonlyMap<ServiceName, Service>): (name: ServiceName) => Service {
  return (name) => {
    const service = services.get(name);
    if (!service) throw new ServiceError('UnknownOperationException', `${name} is not served here.`);
    return service;
  };
}
