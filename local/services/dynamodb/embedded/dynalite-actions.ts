import { Stream } from 'node:stream';
import validations from 'dynalite/validations/index.js';
import type { Action, Validator } from 'dynalite/validations/types';
import { ServiceError } from '../../service.ts';
import type { Input } from '../engine.ts';
import { validationError } from '../errors.ts';
import type { Item } from '../types.ts';
import type { Range } from './sorted-map.ts';

/** An expression as dynalite's parsers leave it on the validated input. */
export interface ParsedInput extends Record<string, unknown> {
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ExclusiveStartKey?: Item;
  readonly _condition?: { readonly expression: unknown };
  readonly _filter?: { readonly expression: unknown; readonly pathHeads: object; readonly nestedPaths: object };
  readonly _projection?: {
    readonly paths: ReadonlyArray<ReadonlyArray<string | number>>;
    readonly nestedPaths: object;
  };
  readonly _updates?: { readonly sections: UpdateSection[]; readonly paths: unknown; readonly nestedPaths: object };
}

/** One clause of an update expression. */
export interface UpdateSection {
  readonly type: 'set' | 'remove' | 'add' | 'delete';
  readonly path: ReadonlyArray<string | number>;
  readonly val?: unknown;
}

/** Checks an input with dynalite's validations, which also parse its expressions. Throws `ServiceError`. */
export function validate(validator: Validator, input: Input): ParsedInput {
  try {
    // dynalite changes what it is given (numbers, unknown members), so it gets a copy.
    const data = validations.checkTypes(structuredClone(input), validator.types);
    // Sizes are checked by us: dynalite counts characters where AWS counts bytes.
    const store = { options: { maxItemSize: Number.POSITIVE_INFINITY } };
    validations.checkValidations(data, validator.types, validator.custom, store);
    return data;
  } catch (error) {
    throw toServiceError(error);
  }
}

/** The first thing that is wrong with an image that an update made, such as a number out of range. */
export function checkValues(image: Item): void {
  for (const name in image) {
    const wrong = validations.validateAttributeValue(image[name] ?? {});
    if (wrong) throw validationError(wrong);
  }
}

/** A table as one call of a dynalite action sees it. */
export interface View {
  readonly description: object;
  readonly item?: Item | undefined;
  readonly walk?: (range: Range) => Iterable<Item>;
}

export interface ActionResult {
  readonly answer: Readonly<Record<string, unknown>>;
  /** What the action put (`Item`) or deleted (`null`), if it wrote. */
  readonly written?: Item | null;
}

/**
 * Runs a dynalite action on a store that only seems to be one: it reads what `view` shows, and what it writes is
 * handed back instead of kept. All callbacks are synchronous, so the answer is there when the action returns.
 */
export function runAction(action: Action, data: ParsedInput, view: View): ActionResult {
  const store = new ViewStore(view);
  let outcome: { error: unknown; answer?: Record<string, unknown> } | undefined;
  action(store, data, (error, answer) => {
    outcome = answer ? { error, answer } : { error };
  });
  store.feed();
  if (!outcome) throw new Error('A dynalite action did not answer at once.');
  if (outcome.error) throw toServiceError(outcome.error);
  return {
    answer: outcome.answer ?? {},
    ...(store.written !== undefined && { written: store.written }),
  };
}

type Callback<T = unknown> = (error: unknown, value?: T) => void;

/** The part of dynalite's store that its item actions use. */
class ViewStore {
  readonly options = { maxItemSize: Number.POSITIVE_INFINITY };
  written: Item | null | undefined;
  readonly #view: View;
  #feed: (() => void) | undefined;

  constructor(view: View) {
    this.#view = view;
  }

  getTable(_name: string, done: Callback): void {
    done(null, this.#view.description);
  }

  getItemDb() {
    return {
      lock: (_key: string, run: (release: (done: Callback) => Callback) => void) => run((done) => done),
      get: (_key: string, done: Callback) => done(null, this.#view.item),
      put: (_key: string, image: Item, done: Callback) => this.#write(image, done),
      del: (_key: string, done: Callback) => this.#write(null, done),
      createValueStream: (range: Range) => this.#openStream(range),
    };
  }

  /** Indexes follow the items when the write is kept, so what an action wants to do to them is left out. */
  getIndexDb() {
    return {
      put: (_key: string, _image: Item, done: Callback) => done(null),
      del: (_key: string, done: Callback) => done(null),
      createValueStream: (range: Range) => this.#openStream(range),
    };
  }

  /** Sends what the opened stream has to say, until the action has enough. */
  feed(): void {
    this.#feed?.();
  }

  #write(image: Item | null, done: Callback): void {
    this.written = image;
    done(null);
  }

  #openStream(range: Range): Stream {
    const stream = new Stream();
    this.#feed = () => {
      let enough = false;
      stream.on('pipe', () => {
        enough = true;
      });
      for (const item of this.#view.walk?.(range) ?? []) {
        if (enough) return;
        stream.emit('data', item);
      }
      stream.emit('end');
    };
    return stream;
  }
}

/** dynalite's errors carry the wire's body; anything else is a fault of ours and goes on as it is. */
function toServiceError(error: unknown): unknown {
  if (!(error instanceof Error) || !('body' in error)) return error;
  const { __type, message, Message } = error.body as { __type: string; message?: string; Message?: string };
  return new ServiceError(__type.slice(__type.indexOf('#') + 1), message ?? Message ?? '');
}
