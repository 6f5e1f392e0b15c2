import { describe, expect, it } from 'vitest';
import { Activity } from '../../../local/clock/activity.ts';
import { Faults } from '../../../local/faults/faults.ts';
import { withFaults } from '../../../local/faults/faulty-service.ts';
import type { Service } from '../../../local/services/service.ts';

const caller = { roleArn: 'r' };

describe('faults', () => {
  it('strike so many times and are gone', () => {
    const faults = new Faults();
    faults.add({ target: 'f', kind: 'throw', times: 2 });
    expect([1, 2, 3].map(() => faults.strike('f')?.kind)).toEqual(['throw', 'throw', undefined]);
    expect(faults.list()).toEqual([]);
  });

  it('strike by a rate that the seed alone decides', () => {
    const draw = (seed: number) => {
      const faults = new Faults();
      faults.add({ target: 'f', kind: 'throw', rate: 0.3, seed });
      return Array.from({ length: 1000 }, () => faults.strike('f') !== undefined);
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    const struck = draw(7).filter(Boolean).length;
    expect(struck).toBeGreaterThan(250);
    expect(struck).toBeLessThan(350);
  });

  it('strike their target only, or every call of a service', () => {
    const faults = new Faults();
    faults.add({ target: 'ses:SendEmail', kind: 'throw', times: 1 });
    faults.add({ target: 'sqs:*', kind: 'throttle', times: 1 });
    expect(faults.strike('ses:GetSuppressedDestination')).toBeUndefined();
    expect(faults.strike('sqs:SendMessage')?.kind).toBe('throttle');
    expect(faults.list()).toMatchObject([{ target: 'ses:SendEmail', struck: 0 }]);
    faults.clear();
    expect(faults.strike('ses:SendEmail')).toBeUndefined();
  });

  it.each([
    [{ target: 'f', kind: 'throw' }],
    [{ target: 'f', kind: 'throw', times: 1, rate: 0.5 }],
    [{ target: 'f', kind: 'explode', times: 1 }],
    [{ target: 'f', kind: 'throw', times: 0 }],
    [{ target: 'f', kind: 'throw', times: 1, when: 'now' }],
  ])('that are not well formed are refused: %j', (definition) => {
    expect(() => new Faults().add(definition)).toThrow();
  });
});

describe('a service with faults', () => {
  function counting() {
    let calls = 0;
    const service: Service = { name: 'ses', call: async () => ({ calls: ++calls }) };
    const faults = new Faults();
    const faulty = withFaults(service, faults, new Activity());
    return { faults, send: () => faulty.call('SendEmail', {}, caller), calls: () => calls };
  }

  it('throws before it did anything', async () => {
    const { faults, send, calls } = counting();
    faults.add({ target: 'ses:SendEmail', kind: 'throw', times: 1 });
    await expect(send()).rejects.toMatchObject({ name: 'InjectedFault', status: 500 });
    expect(calls()).toBe(0);
  });

  it('loses the answer after the effect', async () => {
    const { faults, send, calls } = counting();
    faults.add({ target: 'ses:SendEmail', kind: 'crash-after', times: 1 });
    await expect(send()).rejects.toMatchObject({ status: 500 });
    expect(calls()).toBe(1);
  });

  it('throttles as that service does', async () => {
    const { faults, send } = counting();
    faults.add({ target: 'ses:SendEmail', kind: 'throttle', times: 1 });
    await expect(send()).rejects.toMatchObject({ name: 'TooManyRequestsException', status: 429 });
  });

  it('does it twice and answers the first', async () => {
    const { faults, send, calls } = counting();
    faults.add({ target: 'ses:SendEmail', kind: 'duplicate', times: 1 });
    expect(await send()).toEqual({ calls: 1 });
    expect(calls()).toBe(2);
  });

  it('is itself when no fault is armed, and after a delay', async () => {
    const { faults, send } = counting();
    expect(await send()).toEqual({ calls: 1 });
    faults.add({ target: 'ses:SendEmail', kind: 'delay', times: 1, delayMs: 5 });
    expect(await send()).toEqual({ calls: 2 });
  });
});
