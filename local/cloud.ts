import { controlPorts } from './cloud/control-of-world.ts';
import { createFrontDoor } from './cloud/front-door.ts';
import { findFreePorts, listen, stop } from './cloud/loopback.ts';
import { type ClockStart, type OpenWorld, openWorld } from './cloud/open-world.ts';
import { createWorld, type World } from './cloud/world.ts';
import { eraseJournal, openJournal } from './cloud/world-journal.ts';
import { createControl } from './control/control.ts';
import type { ControlPorts } from './control/control-ports.ts';
import { controlPrefix } from './control/control-prefix.ts';
import type { FunctionLogLine, InvocationOutcome } from './functions-runtime/function-definition.ts';
import { issuerAt } from './services/identity/identity-service.ts';
import { samplePeople } from './services/identity/people.ts';
import type { SendingQuota } from './services/ses/sending-limits.ts';
import { readAssembly } from './template/assembly.ts';
import { account, type Place, region } from './template/physical-names.ts';
import { readInventory } from './template/read-inventory.ts';

export interface CloudOptions {
  /** The folder of the synthesised assembly. */
  readonly assembly: string;
  /** The folder of the state, or `memory` for one that is gone when it closes. */
  readonly state: string;
  /** The site's port; the SDK's endpoint and the sign-in provider take the next two. 0: any three that are free. */
  readonly port: number;
  /** How the clock of a new state begins. */
  readonly clock: ClockStart;
  /** Called at each start: `isFirst` until it has come to its end once in this state. */
  readonly seed?: (invoke: World['functions']['invoke'], isFirst: boolean) => Promise<void>;
  /** For task tokens, names and jitter. */
  readonly randomSeed?: number;
  readonly mailQuota?: SendingQuota;
  /** Told when a step of the start is done. */
  readonly onStep?: (step: string) => void;
  readonly log?: (line: string) => void;
  readonly onFunctionLog?: (line: FunctionLogLine) => void;
}

/** An embedded cloud that runs. After a reset `world` is another one. */
export interface Cloud {
  readonly url: string;
  readonly sdkUrl: string;
  readonly issuerUrl: string;
  readonly world: World;
  readonly clock: World['clock'];
  readonly samplePeople: typeof samplePeople;
  invoke(functionName: string, payload: unknown): Promise<InvocationOutcome>;
  /** Back to the seeded start. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Some 50,000 e-mails a day at 14 a second: what an SES account has when it leaves the sandbox. */
const defaultMailQuota: SendingQuota = { perSecond: 14, perDay: 50_000 };

/**
 * Starts the embedded cloud: everything that the assembly's templates hold, on loopback, going on from its state. Throws
 * `PortInUse`, `UnreadableState` and `TemplateError`.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { log = console.warn, onStep = () => {} } = options;
  const door = createFrontDoor((error) => log(`A request failed: ${String(error)}`));
  const place = await claimPlace(options.port, door.server);
  let present: Present;
  try {
    present = await begin();
  } catch (error) {
    await stop(door.server);
    throw error;
  }

  async function begin(): Promise<Present> {
    const inventory = readInventory(readAssembly(options.assembly), place);
    const journal = openJournal(options.state);
    onStep('state opened');
    let isOpen = true;
    const world = createWorld({
      inventory,
      place,
      journal,
      // What is cut short because the world closes is no failure.
      log: (line) => isOpen && log(line),
      onFunctionLog: options.onFunctionLog ?? (() => {}),
      mailQuota: options.mailQuota ?? defaultMailQuota,
      seed: options.randomSeed,
    });
    const ports = { sdkPort: portOf(place.sdkUrl), identityPort: portOf(place.issuerUrl) };
    const opened = await openWorld(world, { ...ports, clock: options.clock });
    onStep('services started');
    await seed(world, opened);
    serve(world, opened);
    const close = (): Promise<void> => {
      isOpen = false;
      return opened.close();
    };
    return { world, close };
  }

  async function seed(world: World, opened: OpenWorld): Promise<void> {
    if (!options.seed) return;
    const isFirst = !world.seeded.done;
    try {
      await options.seed(world.functions.invoke, isFirst);
    } catch (error) {
      await opened.close();
      throw error;
    }
    if (isFirst) world.seeded.finish();
    onStep('seeded');
  }

  function serve(world: World, opened: OpenWorld): void {
    const ports: ControlPorts = controlPorts(world, { siteUrl: place.siteUrl, samplePeople, reset });
    const control = createControl(ports);
    door.serve(
      (request) => (isControl(request.target) ? control(request) : opened.handle(request)),
      () => world.clock.now(),
    );
  }

  async function reset(): Promise<void> {
    door.serve(undefined, () => present.world.clock.now());
    await present.close();
    eraseJournal(options.state);
    present = await begin();
  }

  return {
    url: place.siteUrl,
    sdkUrl: place.sdkUrl,
    issuerUrl: place.issuerUrl,
    samplePeople,
    get world() {
      return present.world;
    },
    get clock() {
      return present.world.clock;
    },
    invoke: (functionName, payload) => present.world.functions.invoke(functionName, payload),
    reset,
    async close() {
      await stop(door.server);
      await present.close();
    },
  };
}

interface Present {
  readonly world: World;
  close(): Promise<void>;
}

/** Takes the site's port at once, so that one that is in use is found before anything else is done. */
async function claimPlace(port: number, server: Parameters<typeof listen>[0]): Promise<Place> {
  const site = await listen(server, port);
  const sdk = port === 0 ? await findFreePorts(2) : port + 1;
  const identity = sdk + 1;
  return {
    account,
    region,
    partition: 'aws',
    siteUrl: `http://127.0.0.1:${site}`,
    sdkUrl: `http://127.0.0.1:${sdk}`,
    issuerUrl: issuerAt(identity),
  };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

function isControl(target: string): boolean {
  return target === controlPrefix || target.startsWith(`${controlPrefix}/`) || target.startsWith(`${controlPrefix}?`);
}
