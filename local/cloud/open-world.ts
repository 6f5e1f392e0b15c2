import type { Server } from 'node:http';
import { apiError, type RawResponse } from '../http-api/function-response.ts';
import { createHttpApi } from '../http-api/http-api.ts';
import type { RawRequest } from '../http-api/request-event.ts';
import { createSdkServer } from '../services/wire/sdk-server.ts';
import { TemplateError } from '../template/template-error.ts';
import { connectEventSources } from './event-sources.ts';
import { checkTargets } from './event-targets.ts';
import { listen, stop } from './loopback.ts';
import { throughFront } from './through-front.ts';
import type { World } from './world.ts';

/** How a new world's clock begins. Times are epoch milliseconds. */
export interface ClockStart {
  readonly start: number;
  readonly mode: 'real' | 'paused';
}

export interface OpenWorldOptions {
  readonly sdkPort: number;
  readonly identityPort: number;
  readonly clock: ClockStart;
}

/** A world that runs. */
export interface OpenWorld {
  /** Serves the template's HTTP API. */
  readonly handle: (request: RawRequest) => Promise<RawResponse>;
  /** Whether there was nothing of it before. */
  readonly isNew: boolean;
  close(): Promise<void>;
}

/** How long work that is under way may take to end when the world closes (ms of real time). */
const closeWithin = 3000;

/**
 * Sets a world going: restores what was kept, makes what the template holds, connects it, serves the SDK's calls, and lets
 * everything that was under way go on. Nothing of it stays open where it fails.
 */
export async function openWorld(world: World, options: OpenWorldOptions): Promise<OpenWorld> {
  const sdk = createSdkServer({
    services: [...world.services.values()],
    credentials: world.credentials,
    authorise: world.authority.authorise,
    now: () => world.clock.now(),
    onError: (error) => world.log(`The embedded cloud failed: ${String(error)}`),
  });
  const close = () => closeWorld(world, sdk);
  try {
    const restored = await world.journal.restore(world.journaled);
    startClock(world, options.clock);
    createResources(world);
    await listen(sdk, options.sdkPort);
    await startSignIn(world, options.identityPort);
    resume(world);
    return { handle: serveApis(world), isNew: !restored, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Goes on from where the clock was kept, or begins. */
function startClock({ clock, keeper }: World, { start, mode }: ClockStart): void {
  if (keeper.last) {
    clock.restore(keeper.last);
    return;
  }
  clock.restore({ mode: 'paused', virtual: start });
  if (mode === 'real') clock.resume();
  else clock.pause();
}

function createResources({ inventory, dynamo, sqs, secrets, ses, states, events }: World): void {
  for (const table of inventory.tables) dynamo.createTable(table);
  for (const queue of inventory.queues) sqs.createQueue(queue);
  for (const secret of inventory.secrets) secrets.createSecret(secret);
  for (const identity of inventory.emailIdentities) ses.createIdentity(identity);
  for (const set of inventory.configurationSets) ses.createConfigurationSet(set);
  for (const machine of inventory.stateMachines) states.createStateMachine(machine);
  checkTargets(inventory);
  for (const bus of inventory.eventBuses) events.createBus(bus);
  for (const rule of inventory.rules) events.createRule(rule);
  for (const schedule of inventory.schedules) events.createSchedule(schedule);
}

/** The template's one client of its one user pool, where it has them. */
async function startSignIn({ inventory, identity }: World, port: number): Promise<void> {
  const clients = inventory.userPools.flatMap((pool) => pool.clients);
  const [client, ...others] = clients;
  if (others.length > 0) throw new TemplateError('The user pool has more than one client; one is served here.');
  if (client) await identity.start({ port, client });
}

/** Last of all, since from here on anything may happen: who is fed first, then whoever feeds them. */
function resume(world: World): void {
  const { functions, onActivity, asynchronous, ses, sqs, events, states } = world;
  connectEventSources({
    ...world,
    invoke: (functionName, payload) => {
      onActivity();
      return functions.invoke(functionName, payload);
    },
  });
  sqs.resume();
  asynchronous.resume();
  ses.resume();
  events.resume();
  states.resume();
}

function serveApis({
  inventory,
  place,
  clock,
  functions,
  secrets,
  watch,
  meter,
  onActivity,
}: World): OpenWorld['handle'] {
  const [api, ...others] = inventory.httpApis;
  if (others.length > 0) throw new TemplateError('The template has more than one HTTP API; one site is served here.');
  if (!api) return async () => apiError(404);
  const serve = createHttpApi(api, {
    place,
    now: () => clock.now(),
    invoke: async (functionName, payload, sourceArn) => {
      onActivity();
      try {
        return await functions.invokeAs('apigateway.amazonaws.com', sourceArn)(functionName, payload);
      } catch (error) {
        return { error: { errorType: 'NotInvoked', errorMessage: String(error), stackTrace: [] } };
      }
    },
  });
  return throughFront(inventory.fronts, secrets, async (request) => {
    const response = await serve(request);
    meter.noteRequest();
    watch.noteResponse(api.id, response.status);
    return response;
  });
}

async function closeWorld(world: World, sdk: Server): Promise<void> {
  const { clock, activity, functions, identity, journal, dynamo, sqs, events, ses, asynchronous } = world;
  clock.close();
  for (const service of [dynamo, sqs, events, ses, asynchronous]) service.close();
  await Promise.race([activity.whenQuiet(), new Promise((resolve) => setTimeout(resolve, closeWithin).unref())]);
  journal.close();
  await functions.runtime.close();
  await identity.close();
  await stop(sdk);
}
