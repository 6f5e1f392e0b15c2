import { seededRandom } from '../faults/faults.ts';

/**
 * What can go wrong at each boundary of an in-memory world.
 *
 * - `table`, `workflows`, `queue`, `mailer`: a call of a function's. It fails before it had an effect (`throw`,
 *   `throttle`); it has its effect and the answer is lost (`lost-answer`); the function dies just before or after it
 *   (`crash-before`, `crash-after`).
 * - `function`: a state machine's call of a function. `no-answer`: it did its work, and the task times out.
 * - `state`: a state machine's own call of the table.
 * - `message`, `delivery`, `wake`, `status`: what is handed on comes twice, late, or (a wake-up or an execution's status,
 *   which the sweep stands in for) never.
 * - `execution`: it is aborted by hand, or is gone with its history.
 */
const kinds = {
  table: ['throw', 'throttle', 'lost-answer', 'crash-before', 'crash-after'],
  workflows: ['throw', 'throttle', 'lost-answer', 'crash-before', 'crash-after'],
  queue: ['throw', 'throttle', 'lost-answer', 'crash-before', 'crash-after'],
  mailer: ['throw', 'throttle', 'lost-answer', 'crash-before', 'crash-after'],
  function: ['throw', 'throttle', 'lost-answer', 'no-answer', 'duplicate'],
  state: ['throw', 'throttle', 'lost-answer'],
  message: ['duplicate', 'delay'],
  delivery: ['duplicate', 'delay'],
  wake: ['duplicate', 'delay', 'lose'],
  status: ['duplicate', 'delay', 'lose'],
  execution: ['abort', 'vanish'],
} as const;

export type Boundary = keyof typeof kinds;
type KindAt<B extends Boundary> = (typeof kinds)[B][number];

/** Faults by a seeded rate, at every boundary that asks; it counts those that struck. */
export class Trouble {
  /** `table crash-after` → how often. */
  readonly struck = new Map<string, number>();
  readonly random: () => number;
  readonly #rates: Readonly<Record<Boundary, number>>;
  #resting = false;

  constructor(options: { readonly seed: number; readonly rates: Readonly<Record<Boundary, number>> }) {
    this.random = seededRandom(options.seed);
    this.#rates = options.rates;
  }

  get count(): number {
    return [...this.struck.values()].reduce((sum, times) => sum + times, 0);
  }

  /** Decides whether a fault strikes here and now, and which. */
  strike<B extends Boundary>(boundary: B): KindAt<B> | undefined {
    if (this.#resting || this.random() >= this.#rates[boundary]) return undefined;
    const possible: readonly KindAt<B>[] = kinds[boundary];
    const kind = possible[Math.floor(this.random() * possible.length)];
    if (kind === undefined) return undefined;
    const name = `${boundary} ${kind}`;
    this.struck.set(name, (this.struck.get(name) ?? 0) + 1);
    return kind;
  }

  /** From now on nothing goes wrong. */
  rest(): void {
    this.#resting = true;
  }
}

/** As AWS or the SDK names them. */
export function troubleError(kind: 'throw' | 'throttle' | 'lost-answer', boundary: Boundary): Error {
  const ofFunction = kind === 'throttle' ? 'Lambda.TooManyRequestsException' : 'Lambda.ServiceException';
  const ofState = kind === 'throttle' ? 'DynamoDb.ThrottlingException' : 'DynamoDb.InternalServerErrorException';
  const ofPort = kind === 'throttle' ? 'ThrottlingException' : 'InternalServerError';
  const name = boundary === 'function' ? ofFunction : boundary === 'state' ? ofState : ofPort;
  return Object.assign(new Error('A fault was asked for.'), { name });
}
