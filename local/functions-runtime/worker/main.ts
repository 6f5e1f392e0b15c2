import { parentPort, workerData } from 'node:worker_threads';
import { installVirtualDate, readSharedClock } from '../../clock/virtual-date.ts';
import type { FromWorker, FunctionError, Invocation, ToWorker, WorkerSetup } from '../messages.ts';
import { errorOf, runtimeError } from './function-errors.ts';
import { VirtualSleep } from './virtual-sleep.ts';

// The thread that a function runs in: Lambda's runtime, with the cloud's clock for a clock.

type Handler = (event: unknown, context: unknown) => unknown;

const setup = workerData as WorkerSetup;
const port = parentPort;
if (!port) throw new TypeError('This module runs in a worker thread.');
const now = readSharedClock(setup.clock);
const post = (message: FromWorker) => port.postMessage(message);

installVirtualDate(setup.clock);
writeLogs(process.stdout);
writeLogs(process.stderr);
process.on('uncaughtException', (error) => crash(errorOf(error)));
process.on('unhandledRejection', (reason) => crash(runtimeError('UnhandledPromiseRejection', String(reason), reason)));

/** Real time spent asleep does not count towards the timeout, virtual time does. */
const slept = { virtual: 0, real: 0, since: undefined as { virtual: number; real: number } | undefined };
const sleep = new VirtualSleep({
  askToWake: (id, ms) => post({ kind: 'sleep', sleep: id, ms }),
  onIdle: (woken) => {
    slept.since = { virtual: now(), real: performance.now() };
    post({ kind: 'idle', woken });
  },
});
sleep.install();

const handler = await load();
if (handler) {
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'wake') wake(message.sleep);
    else void invoke(handler, message.invocation);
  });
  post({ kind: 'ready' });
}

async function load(): Promise<Handler | undefined> {
  try {
    const module = (await import(setup.module)) as Record<string, unknown>;
    const found = module[setup.handler];
    if (typeof found === 'function') return found as Handler;
    post({
      kind: 'broken',
      error: runtimeError('HandlerNotFound', `index.${setup.handler} is undefined or not exported`),
    });
  } catch (error) {
    post({ kind: 'broken', error: errorOf(error) });
  }
  return undefined;
}

async function invoke(run: Handler, invocation: Invocation): Promise<void> {
  Object.assign(slept, { virtual: 0, real: 0, since: undefined });
  try {
    post(returned(await run(JSON.parse(invocation.payload), contextOf(invocation))));
  } catch (error) {
    post({ kind: 'threw', error: errorOf(error) });
  }
}

/** Lambda writes what a handler returns as JSON; nothing is null. */
function returned(value: unknown): FromWorker {
  try {
    return { kind: 'returned', payload: JSON.stringify(value === undefined ? null : value) ?? 'null' };
  } catch (cause) {
    return { kind: 'threw', error: runtimeError('MarshalError', 'Unable to stringify response body', cause) };
  }
}

function contextOf({ requestId, functionName, functionArn, memoryMegabytes, timeoutMs }: Invocation) {
  const started = performance.now();
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memoryMegabytes),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: requestId,
    getRemainingTimeInMillis: () =>
      Math.max(0, Math.floor(timeoutMs - (performance.now() - started - slept.real + slept.virtual))),
  };
}

function wake(id: number): void {
  if (slept.since) {
    slept.virtual += now() - slept.since.virtual;
    slept.real += performance.now() - slept.since.real;
    slept.since = undefined;
  }
  sleep.wake(id);
}

function crash(error: FunctionError): void {
  post({ kind: 'crashed', error });
  process.exit(1);
}

/** Everything that a function prints goes to the main thread, in order with its results. */
function writeLogs(stream: NodeJS.WriteStream): void {
  stream.write = (chunk: Uint8Array | string, ...rest: unknown[]) => {
    post({ kind: 'log', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') });
    const done = rest.find((argument) => typeof argument === 'function');
    if (done) done();
    return true;
  };
}
