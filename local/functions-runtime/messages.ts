/** What a worker is started with. */
export interface WorkerSetup {
  /** `Clock.shared`. */
  readonly clock: SharedArrayBuffer;
  /** The bundle's module, as a `file:` URL. */
  readonly module: string;
  /** The name that the module exports the handler by. */
  readonly handler: string;
}

/** A function's error as Lambda reports it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stackTrace: readonly string[];
}

export interface Invocation {
  readonly requestId: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMegabytes: number;
  readonly timeoutMs: number;
  /** JSON text. */
  readonly payload: string;
}

export type ToWorker =
  | { readonly kind: 'invoke'; readonly invocation: Invocation }
  /** A virtual sleep is over. */
  | { readonly kind: 'wake'; readonly sleep: number };

export type FromWorker =
  | { readonly kind: 'ready' }
  /** The bundle could not be loaded. */
  | { readonly kind: 'broken'; readonly error: FunctionError }
  /** `payload` is JSON text. */
  | { readonly kind: 'returned'; readonly payload: string }
  | { readonly kind: 'threw'; readonly error: FunctionError }
  /** Something went wrong outside of the handler's own promise; the worker ends. */
  | { readonly kind: 'crashed'; readonly error: FunctionError }
  | { readonly kind: 'sleep'; readonly sleep: number; readonly ms: number }
  /** Nothing is under way in the worker but its sleeps, after so many of them were ended since it began. */
  | { readonly kind: 'idle'; readonly woken: number }
  | { readonly kind: 'log'; readonly text: string };
