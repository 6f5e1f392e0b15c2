import { setTimeout } from 'node:timers/promises';
import type { Activity } from '../clock/activity.ts';
import { type Service, ServiceError, type ServiceName } from '../services/service.ts';
import type { FaultSource } from './faults.ts';

/** How each service says that it is too busy. */
const throttles: Readonly<Record<ServiceName, () => ServiceError>> = {
  dynamodb: () => new ServiceError('ThrottlingException', 'Rate of requests exceeds the allowed throughput.'),
  states: () => new ServiceError('ThrottlingException', 'Rate exceeded'),
  sqs: () => new ServiceError('RequestThrottled', 'The request was denied due to request throttling.'),
  events: () => new ServiceError('ThrottlingException', 'Rate exceeded'),
  ses: () => new ServiceError('TooManyRequestsException', 'Maximum sending rate exceeded.', { status: 429 }),
  secretsmanager: () => new ServiceError('ThrottlingException', 'Rate exceeded'),
  lambda: () => new ServiceError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 }),
};

/** A service whose calls may be broken on purpose; targets are `<service>:<Action>`. */
export function withFaults(service: Service, faults: FaultSource, activity: Activity): Service {
  return {
    name: service.name,
    call: async (action, input, caller) => {
      const call = () => service.call(action, input, caller);
      const fault = faults.strike(`${service.name}:${action}`);
      switch (fault?.kind) {
        case undefined:
          return call();
        case 'throw':
          throw new ServiceError(fault.error, 'A fault was asked for.', { status: 500 });
        case 'crash-after':
          await call();
          throw new ServiceError('InternalServerError', 'A fault was asked for: the answer is lost.', { status: 500 });
        case 'throttle':
          throw throttles[service.name]();
        case 'delay':
          await activity.run(`${service.name}:${action} is delayed`, () => setTimeout(fault.delayMs));
          return call();
        case 'duplicate': {
          const first = await call();
          await call();
          return first;
        }
      }
    },
  };
}
