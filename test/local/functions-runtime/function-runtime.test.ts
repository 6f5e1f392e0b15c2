import { describe, expect, it } from 'vitest';
import { begin, functionWorld, within } from './world.ts';

const errorOf = (outcome: unknown) =>
  (outcome as { error: { errorType: string; errorMessage: string; stackTrace: string[] } }).error;

describe('the function runtime', () => {
  it('answers what the handler returns, as JSON has it', async () => {
    const source =
      'export const handler = async (event) => ({ sum: event.a + event.b, at: new Date(0), gone: undefined });';
    await within(functionWorld(source), async ({ invoke }) => {
      expect(await invoke({ a: 1, b: 2 })).toEqual({ payload: { sum: 3, at: '1970-01-01T00:00:00.000Z' } });
    });
  });

  it('answers null when the handler returns nothing', async () => {
    await within(functionWorld('export const handler = async () => {};'), async ({ invoke }) => {
      expect(await invoke()).toEqual({ payload: null });
    });
  });

  it('reports an error by its name, message and stack', async () => {
    const source = `class Taken extends Error { name = 'Taken' }
      export const handler = async () => { throw new Taken('the place is taken') };`;
    await within(functionWorld(source), async ({ invoke }) => {
      const error = errorOf(await invoke());
      expect(error).toMatchObject({ errorType: 'Taken', errorMessage: 'the place is taken' });
      expect(error.stackTrace[0]).toContain('the place is taken');
    });
  });

  it('gives a function its own environment and nothing of the machine’s', async () => {
    const source = 'export const handler = async () => process.env;';
    await within(functionWorld(source, { environment: { TABLE_NAME: 'T' } }), async ({ invoke }) => {
      const { payload } = (await invoke()) as { payload: Record<string, string> };
      expect(payload).toMatchObject({
        TABLE_NAME: 'T',
        AWS_ACCESS_KEY_ID: 'ASIAROLE',
        AWS_LAMBDA_FUNCTION_NAME: 'f',
        _HANDLER: 'index.handler',
      });
      expect(payload).not.toHaveProperty('PATH');
    });
  });

  it('shows the cloud’s time as Date', async () => {
    const source = `export const handler = async () => ({ now: Date.now(), date: new Date().getTime(), text: Date(),
      isDate: new Date() instanceof Date && new Date().constructor === Date, given: new Date(5).getTime() });`;
    await within(functionWorld(source), async ({ invoke, clock }) => {
      const twoYearsOn = Date.parse('2028-03-02T09:00:00Z');
      await clock.jumpTo(twoYearsOn);
      const { payload } = (await invoke()) as { payload: Record<string, unknown> };
      expect(payload).toMatchObject({ now: twoYearsOn, date: twoYearsOn, isDate: true, given: 5 });
      expect(payload.text).toContain('Mar 02 2028');
    });
  });

  it('tells the handler its name, request, ARN and time left', async () => {
    const source = `export const handler = async (_, context) => ({ name: context.functionName,
      arn: context.invokedFunctionArn, request: context.awsRequestId, left: context.getRemainingTimeInMillis() });`;
    await within(functionWorld(source), async ({ invoke }) => {
      const { payload } = (await invoke()) as { payload: { request: string; left: number } };
      expect(payload).toMatchObject({ name: 'f', arn: 'arn:aws:lambda:eu-west-2:000000000000:function:f' });
      expect(payload.request).toMatch(/^[0-9a-f-]{36}$/);
      expect(payload.left).toBeGreaterThan(0);
      expect(payload.left).toBeLessThanOrEqual(30_000);
    });
  });

  it('uses an instance again, and starts another while it is busy', async () => {
    const source = `const instance = Math.random();
      export const handler = async ({ wait }) => { await new Promise((go) => setTimeout(go, wait)); return instance };`;
    await within(functionWorld(source), async ({ invoke }) => {
      const first = await invoke({ wait: 0 });
      expect(await invoke({ wait: 0 })).toEqual(first);
      const [one, two, three] = await Promise.all([invoke({ wait: 50 }), invoke({ wait: 50 }), invoke({ wait: 0 })]);
      expect(one).not.toEqual(two);
      expect([one, two]).toContainEqual(three);
    });
  });

  it('writes what is printed line by line, with the request that printed it', async () => {
    const source = `console.log('loading');
      export const handler = async (_, { awsRequestId }) => { console.log('one\\ntwo'); console.error('three'); return awsRequestId };`;
    await within(functionWorld(source), async ({ invoke, lines }) => {
      const { payload: request } = (await invoke()) as { payload: string };
      expect(lines.map(({ text }) => text)).toEqual(['loading', 'one', 'two', 'three']);
      expect(lines.at(-1)).toEqual({ functionName: 'f', requestId: request, text: 'three' });
    });
  });

  it('times out after its timeout of running, and starts afresh', async () => {
    const source =
      'export const handler = async ({ hang }) => hang ? new Promise(() => setTimeout(() => {}, 60_000)) : 1;';
    await within(functionWorld(source, { timeoutSeconds: 1 }), async ({ invoke }) => {
      const { errorType, errorMessage } = errorOf(await invoke({ hang: true }));
      expect(errorType).toBe('Sandbox.Timedout');
      expect(errorMessage).toMatch(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/);
      expect(await invoke({ hang: false })).toEqual({ payload: 1 });
    });
  });

  it('reports a thread that ended as Runtime.ExitError, and starts afresh', async () => {
    const source = 'export const handler = async ({ die }) => { if (die) process.exit(3); return 1 };';
    await within(functionWorld(source), async ({ invoke }) => {
      const { errorType, errorMessage } = errorOf(await invoke({ die: true }));
      expect(errorType).toBe('Runtime.ExitError');
      expect(errorMessage).toMatch(/exit status 3$/);
      expect(await invoke({ die: false })).toEqual({ payload: 1 });
    });
  });

  it('reports a rejection that nobody handled', async () => {
    const source =
      'export const handler = async () => { Promise.reject(new Error("lost")); await new Promise((go) => setTimeout(go, 500)) };';
    await within(functionWorld(source), async ({ invoke }) => {
      expect(errorOf(await invoke())).toMatchObject({
        errorType: 'Runtime.UnhandledPromiseRejection',
        errorMessage: 'Error: lost',
      });
    });
  });

  it('reports a bundle that fails to load, at each invocation', async () => {
    const source = `throw Object.assign(new Error('TABLE_NAME is missing'), { name: 'MissingSettings' });`;
    await within(functionWorld(source), async ({ invoke }) => {
      expect(errorOf(await invoke())).toMatchObject({ errorType: 'MissingSettings' });
      expect(errorOf(await invoke())).toMatchObject({ errorType: 'MissingSettings' });
    });
  });

  it('refuses a function that there is not', async () => {
    await within(functionWorld('export const handler = async () => 1;'), async ({ runtime }) => {
      await expect(runtime.invoke('g', {})).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    });
  });
});

describe('a virtual sleep', () => {
  const sleeper = `import { scheduler } from 'node:timers/promises';
    export const handler = async ({ waits }) => {
      const woken = [];
      await Promise.all(waits.map(async (ms) => { await scheduler.wait(ms); woken.push(Date.now()) }));
      return woken;
    };`;

  it('waits for the cloud’s clock', async () => {
    await within(functionWorld(sleeper, { timeoutSeconds: 7200 }), async ({ invoke, clock, activity }) => {
      const invoked = invoke({ waits: [3_600_000, 60_000] });
      await activity.whenQuiet();
      await clock.jumpTo(begin + 7_200_000);
      expect(await invoked).toEqual({ payload: [begin + 60_000, begin + 3_600_000] });
    });
  });

  it('holds the clock while the function does anything else', async () => {
    const source = `import { scheduler } from 'node:timers/promises';
      export const handler = async () => {
        const busy = new Promise((go) => setTimeout(() => go(Date.now()), 200));
        await scheduler.wait(1000);
        return { busyUntil: await busy, woken: Date.now() };
      };`;
    await within(functionWorld(source), async ({ invoke, clock, activity }) => {
      const invoked = invoke();
      await activity.whenQuiet();
      await clock.jumpTo(begin + 86_400_000);
      expect(await invoked).toEqual({ payload: { busyUntil: begin, woken: begin + 1000 } });
    });
  });

  it('counts towards the timeout in virtual time', async () => {
    await within(functionWorld(sleeper, { timeoutSeconds: 60 }), async ({ invoke, clock, activity }) => {
      const invoked = invoke({ waits: [120_000] });
      await activity.whenQuiet();
      await clock.jumpTo(begin + 180_000);
      expect(errorOf(await invoked).errorType).toBe('Sandbox.Timedout');
    });
  });

  it('lets the clock move on although another invocation waits for an instance', async () => {
    await within(functionWorld(sleeper), async ({ invoke, clock, activity }) => {
      const invoked = [invoke({ waits: [1000] }), invoke({ waits: [2000] }), invoke({ waits: [500] })];
      await activity.whenQuiet();
      await clock.jumpTo(begin + 10_000);
      expect(await Promise.all(invoked)).toEqual([
        { payload: [begin + 1000] },
        { payload: [begin + 2000] },
        { payload: [begin + 1500] },
      ]);
    });
  });
});

describe('a fault in a function', () => {
  const counter = `let calls = 0; export const handler = async () => { console.log('call ' + ++calls); return calls };`;

  it('throws before the function runs', async () => {
    await within(functionWorld(counter), async ({ invoke, faults, lines }) => {
      faults.add({ target: 'f', kind: 'throw', times: 1, error: 'Broken' });
      expect(errorOf(await invoke()).errorType).toBe('Broken');
      expect(lines).toEqual([]);
      expect(await invoke()).toEqual({ payload: 1 });
    });
  });

  it('loses the answer after the effect, and the instance', async () => {
    await within(functionWorld(counter), async ({ invoke, faults, lines }) => {
      faults.add({ target: 'f', kind: 'crash-after', times: 1 });
      expect(errorOf(await invoke()).errorType).toBe('Runtime.ExitError');
      expect(lines.map(({ text }) => text)).toEqual(['call 1']);
      expect(await invoke()).toEqual({ payload: 1 });
    });
  });

  it('throttles as Lambda does', async () => {
    await within(functionWorld(counter), async ({ invoke, faults }) => {
      faults.add({ target: 'f', kind: 'throttle', times: 1 });
      await expect(invoke()).rejects.toMatchObject({ name: 'TooManyRequestsException', status: 429 });
    });
  });

  it('delivers twice', async () => {
    await within(functionWorld(counter), async ({ invoke, faults, lines }) => {
      faults.add({ target: 'f', kind: 'duplicate', times: 1 });
      expect(await invoke()).toEqual({ payload: 1 });
      expect(lines.map(({ text }) => text)).toEqual(['call 1', 'call 2']);
    });
  });
});
