import type { Json } from './json.ts';

/** What is wrong with a definition and where, in the manner of AWS's own validation. */
export interface Problem {
  /** `NOT_SUPPORTED` is valid Amazon States Language that this interpreter leaves out; anything else AWS refuses too. */
  readonly code:
    | 'NOT_SUPPORTED'
    | 'SCHEMA_VALIDATION_FAILED'
    | 'MISSING_END_STATE'
    | 'MISSING_TRANSITION_TARGET'
    | 'INVALID_JSON_DESCRIPTION'
    | 'INVALID_JSONATA_EXPRESSION'
    | 'UNSUPPORTED_JSONATA_EXPRESSION';
  readonly message: string;
  /** A path into the definition, such as `/States/Wait/Seconds` or `/States/Choose/Choices[0]/Next`. */
  readonly location: string;
}

/** A definition that can't be made a machine; every reason is in `problems`. */
export class InvalidDefinition extends Error {
  override readonly name = 'InvalidDefinition';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(`Invalid State Machine Definition: '${problems.map(describeProblem).join(', ')}'`);
    this.problems = problems;
  }

  /** Whether it is refused only for what this interpreter leaves out, and AWS would take it. */
  get onlyUnsupported(): boolean {
    return this.problems.every((problem) => problem.code === 'NOT_SUPPORTED');
  }
}

function describeProblem({ code, message, location }: Problem): string {
  return `${code}: ${message} at ${location}`;
}

/** An error that a state reports, as Retry and Catch see it. A field that is absent was not given by whoever failed. */
export interface Failure {
  readonly error?: string;
  readonly cause?: string;
  /** A heartbeat that was missed: reported as States.Timeout, and matched by States.HeartbeatTimeout as well. */
  readonly heartbeat?: true;
  /** An error that States.ALL and States.TaskFailed don't match. */
  readonly terminal?: true;
  /** Present when the event EvaluationFailed has to tell of it. */
  readonly evaluation?: { readonly location?: string; readonly late?: true };
}

/** Thrown while a state runs, and turned into its `failure` by the interpreter. */
export class StateFailed extends Error {
  override readonly name = 'StateFailed';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.error}: ${failure.cause}`);
    this.failure = failure;
  }
}

/** A problem while evaluating a field; the interpreter adds the state and the event to the cause. */
export class EvaluationProblem extends Error {
  override readonly name = 'EvaluationProblem';
  readonly location: string | undefined;
  /** The field was evaluated and only its use failed: the event's predecessor is the state's entry itself. */
  readonly late: boolean;

  constructor(message: string, location: string | undefined, options: { late?: boolean } = {}) {
    super(message);
    this.location = location;
    this.late = options.late ?? false;
  }
}

/** `$states.errorOutput`: an absent error or cause is null, as recorded for SendTaskFailure without either. */
export function errorOutput(failure: Failure): Json {
  return { Error: failure.error ?? null, Cause: failure.cause ?? null };
}
