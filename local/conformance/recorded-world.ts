import { createHash, randomUUID } from 'node:crypto';
import type { Stimulus, TaskCommand } from '../states-language/execution.ts';
import { isJsonObject, type Json } from '../states-language/json.ts';
import type { ExecutionCase } from './case.ts';

/** What a task's call leads to, and how many seconds later. */
export type Reaction = { readonly after: number; readonly stimulus: Stimulus };

type Lambda = NonNullable<ExecutionCase['needs']['lambdas']>[string];
type TaskResult = NonNullable<ExecutionCase['needs']['taskResults']>[number];

/**
 * The world that a case was recorded in: its functions do what they are described as doing; every other service answers
 * what it answered then.
 */
export class RecordedWorld {
  readonly #lambdas: Lambda[];
  readonly #results: TaskResult[];

  constructor({ needs }: ExecutionCase) {
    this.#lambdas = Object.values(needs.lambdas ?? {});
    this.#results = [...(needs.taskResults ?? [])];
  }

  /** Every reaction to a call, soonest first. */
  react(command: TaskCommand): Reaction[] {
    const lambda = this.#lambdaOf(command);
    if (lambda && command.resource.pattern === 'response') return reactOf(lambda, command);
    const submitted: Reaction[] =
      command.resource.pattern === 'response'
        ? []
        : [{ after: 0, stimulus: { type: 'taskSubmitted', id: command.id, output: answerOf(command) } }];
    return [...submitted, ...this.#recorded(command)];
  }

  #lambdaOf({ resource, parameters }: TaskCommand): Lambda | undefined {
    if (resource.service !== 'lambda') return undefined;
    const named = resource.kind === 'function' ? resource.arn : isJsonObject(parameters) && parameters.FunctionName;
    return this.#lambdas.find(({ arn }) => arn === named || arn.split(':').at(-1) === named);
  }

  #recorded({ id, state }: TaskCommand): Reaction[] {
    const index = this.#results.findIndex((result) => result.state === state);
    const [result] = index < 0 ? [] : this.#results.splice(index, 1);
    if (!result || result.result === 'TimedOut') return [];
    return [{ after: 1, stimulus: stimulusOf(result, id) }];
  }
}

function stimulusOf({ result, output = null, error, cause }: TaskResult, id: number): Stimulus {
  if (result === 'Succeeded') return { type: 'taskSucceeded', id, output };
  const text = typeof cause === 'string' || cause === undefined ? cause : JSON.stringify(cause);
  return {
    type: 'taskFailed',
    id,
    ...(error === undefined ? {} : { error }),
    ...(text === undefined ? {} : { cause: text }),
  };
}

/** What the call itself answers, of a task that goes on afterwards. */
function answerOf({ resource, parameters }: TaskCommand): Json {
  if (resource.service === 'sqs') return { MD5OfMessageBody: md5Of(parameters), MessageId: randomUUID() };
  if (resource.service === 'states' && isJsonObject(parameters)) {
    const arn = String(parameters.StateMachineArn).replace(':stateMachine:', ':execution:');
    return { ExecutionArn: `${arn}:${parameters.Name}`, StartDate: 0 };
  }
  return {};
}

function md5Of(parameters: Json): string {
  const body = isJsonObject(parameters) ? parameters.MessageBody : undefined;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return createHash('md5').update(text).digest('hex');
}

function reactOf(lambda: Lambda, command: TaskCommand): Reaction[] {
  const { id, resource, parameters } = command;
  const direct = resource.kind === 'function';
  const payload = direct ? parameters : ((isJsonObject(parameters) ? parameters.Payload : undefined) ?? {});
  const succeed = (value: Json): Stimulus => ({
    type: 'taskSucceeded',
    id,
    output: direct ? value : { ExecutedVersion: '$LATEST', Payload: value, StatusCode: 200 },
  });
  switch (lambda.kind) {
    case 'echo':
      return [{ after: 0, stimulus: succeed(payload) }];
    case 'constant':
      return [{ after: 0, stimulus: succeed((lambda.output ?? null) as Json) }];
    case 'constantRepeat':
      return [{ after: 0, stimulus: succeed(String(lambda.char).repeat(Number(lambda.count))) }];
    case 'sleepThenEcho':
      return [{ after: Number(lambda.seconds), stimulus: succeed(payload) }];
    case 'raise':
      return [{ after: 0, stimulus: raised(lambda, id, direct) }];
    default:
      throw new UnknownLambda(`A function of the kind "${lambda.kind}" is unknown`);
  }
}

/** Python's runtime puts the request's id third; a direct task gets the text as Python writes it. */
function raised({ errorType, errorPayload }: Lambda, id: number, direct: boolean): Stimulus {
  const { errorMessage, errorType: type, ...rest } = errorPayload as Record<string, unknown>;
  const payload = { errorMessage, errorType: type, requestId: randomUUID(), ...rest };
  const cause = direct ? pythonJson(payload) : JSON.stringify(payload);
  return { type: 'taskFailed', id, error: String(errorType), cause };
}

/** JSON text as Python's `json.dumps` spaces it. */
function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}: ${pythonJson(member)}`)
    .join(', ')}}`;
}

/** The folder describes a function that this world can't play. */
class UnknownLambda extends Error {
  override readonly name = 'UnknownLambda';
}
