import type { Consumption } from '../services/dynamodb/capacity.ts';
import type { ServiceName } from '../services/service.ts';

/** What AWS bills for, counted since the start. */
export interface Usage {
  /** Step Functions: states entered by executions that have ended. */
  readonly transitions: number;
  readonly requests: number;
  /** Lambda: how often, and memory times time, by function. */
  readonly invocations: Readonly<Record<string, { readonly count: number; readonly gigabyteSeconds: number }>>;
  /** DynamoDB's request units on demand. */
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly queueRequests: number;
  readonly emails: number;
  readonly secretCalls: number;
}

/** Counts, while the embedded cloud runs, what AWS would write on the bill. */
export class Meter {
  #transitions = 0;
  #requests = 0;
  #readUnits = 0;
  #writeUnits = 0;
  readonly #calls = new Map<ServiceName, number>();
  readonly #emails = { count: 0 };
  readonly #invocations = new Map<string, { count: number; gigabyteSeconds: number }>();

  noteTransitions(count: number): void {
    this.#transitions += count;
  }

  noteRequest(): void {
    this.#requests += 1;
  }

  /** Lambda bills whole milliseconds (Lambda pricing page). */
  noteInvocation(functionName: string, memoryMegabytes: number, ms: number): void {
    const known = this.#invocations.get(functionName) ?? { count: 0, gigabyteSeconds: 0 };
    known.count += 1;
    known.gigabyteSeconds += (memoryMegabytes / 1024) * (Math.ceil(ms) / 1000);
    this.#invocations.set(functionName, known);
  }

  readonly noteConsumption = ({ read, write }: Consumption): void => {
    this.#readUnits += read;
    this.#writeUnits += write;
  };

  noteCall(service: ServiceName, action: string): void {
    this.#calls.set(service, (this.#calls.get(service) ?? 0) + 1);
    if (service === 'ses' && action === 'SendEmail') this.#emails.count += 1;
  }

  usage(): Usage {
    return {
      transitions: this.#transitions,
      requests: this.#requests,
      invocations: Object.fromEntries([...this.#invocations].map(([name, used]) => [name, { ...used }])),
      readUnits: this.#readUnits,
      writeUnits: this.#writeUnits,
      queueRequests: this.#calls.get('sqs') ?? 0,
      emails: this.#emails.count,
      secretCalls: this.#calls.get('secretsmanager') ?? 0,
    };
  }
}
