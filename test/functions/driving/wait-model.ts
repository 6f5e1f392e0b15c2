import { executionName, shardOf } from '../../../functions/domain/driven.ts';
import { advance } from '../../../local/states-language/advance.ts';
import { createMachine } from '../../../local/states-language/create-machine.ts';
import {
  type Command,
  type Execution,
  newExecution,
  type Stimulus,
  type Thread,
} from '../../../local/states-language/execution.ts';
import type { Json } from '../../../local/states-language/json.ts';
import type { Machine } from '../../../local/states-language/machine.ts';
import type { Exploration, Step } from '../../support/explore.ts';
import { callTable, type Items, plainDriven, startItems } from './wait-table.ts';
import { nextTurn, type PortAnswer, start, subjectId, type Turn } from './wait-world.ts';

interface Call {
  readonly fn: string;
  readonly input: Json;
  readonly answers: readonly PortAnswer[];
  readonly for?: { readonly execution: string; readonly task: number };
}

interface Token {
  readonly execution: string;
  readonly task: number;
}

/** How often each of the things that may go wrong, or merely happen, still may. */
export interface Left {
  readonly changes: number;
  readonly crashes: number;
  readonly lateRequests: number;
  readonly redeliveries: number;
  readonly sweeps: number;
  readonly wrongAnswers: number;
  readonly kills: number;
  readonly timers: number;
  /** Sweeps that come when all is quiet and somebody is stranded: a crash delays and never loses. */
  readonly rescues: number;
}

export interface World {
  readonly items: Items;
  /** Closed ones are null. */
  readonly executions: Readonly<Record<string, Execution | null>>;
  readonly calls: readonly Call[];
  /** Waits on their way to the table, and what is read before parking. */
  readonly requests: readonly (Token & { readonly action: string; readonly parameters: Json })[];
  /** The table's answers on their way back to Step Functions. */
  readonly responses: readonly (Token & { readonly stimulus: Stimulus })[];
  /** Requests that were given up and may arrive all the same. */
  readonly late: readonly Json[];
  readonly stream: readonly Json[];
  readonly left: Left;
  readonly broken?: string;
}

const nothing: Left = {
  changes: 0,
  crashes: 0,
  lateRequests: 0,
  redeliveries: 0,
  sweeps: 0,
  wrongAnswers: 0,
  kills: 0,
  timers: 0,
  rescues: 3,
};

/** The exploration of one journey's leg under the given number of changes and mishaps. */
export function waitExploration(definition: unknown, left: Partial<Left>, most: number): Exploration<World> {
  const model = new WaitModel(createMachine(definition));
  return {
    start: model.start({ ...nothing, ...left }),
    next: (world) => model.next(world),
    key: (world) => JSON.stringify(world),
    wrong: (world) => model.wrong(world),
    most,
  };
}

class WaitModel {
  readonly #machine: Machine;
  readonly #advances = new Map<string, { execution: Execution; commands: readonly Command[] }>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** An enrolled participant whose first leg is about to begin. */
  start(left: Left): World {
    const begin: Call = {
      fn: 'BeginLeg',
      input: { kind: 'participant', id: subjectId, after: 0, because: 'first' },
      answers: [],
    };
    return {
      items: startItems(),
      executions: {},
      calls: [begin],
      requests: [],
      responses: [],
      late: [],
      stream: [],
      left,
    };
  }

  wrong(world: World): string | undefined {
    if (world.broken) return world.broken;
    if (!isQuiet(world) || world.left.rescues > 0) return undefined;
    return this.#stranded(world);
  }

  async next(world: World): Promise<Step<World>[]> {
    if (world.broken) return [];
    const steps: Step<World>[] = [];
    for (const [index, call] of world.calls.entries()) steps.push(...(await this.#callSteps(world, index, call)));
    for (const [index] of world.requests.entries()) steps.push(...(await this.#requestSteps(world, index)));
    for (const [index, { execution, stimulus }] of world.responses.entries())
      steps.push({
        label: `${execution} hears from the table`,
        world: await this.#stimulate({ ...world, responses: without(world.responses, index) }, execution, stimulus),
      });
    for (const [index, parameters] of world.late.entries())
      steps.push({
        label: 'a late request arrives',
        world: this.#write({ ...world, late: without(world.late, index) }, 'UpdateItem', parameters).world,
      });
    steps.push(
      ...(await this.#streamSteps(world)),
      ...(await this.#timerSteps(world)),
      ...(await this.#eventSteps(world)),
    );
    return steps;
  }

  /** A function asks its next port, perhaps crashing right after, or answered wrongly once. */
  async #callSteps(world: World, index: number, call: Call): Promise<Step<World>[]> {
    const turn = await nextTurn(call.fn, call.input, call.answers);
    if (turn.kind !== 'asks') throw new Error('A finished call is settled at once');
    const steps: Step<World>[] = [];
    for (const { label, world: after, answer, spends } of await this.#perform(world, call, turn)) {
      const spent = spends ? spend(after, spends) : after;
      const going = { ...call, answers: [...call.answers, answer] };
      steps.push({
        label: `${call.fn}: ${label}`,
        world: await this.#settle({ ...spent, calls: replaced(spent.calls, index, going) }, index),
      });
      if (spent.left.crashes > 0)
        steps.push({
          label: `${call.fn}: ${label}, then crashes`,
          world: await this.#crash(spend(spent, 'crashes'), index),
        });
    }
    return steps;
  }

  /** Delivers a call's result when it has come to its end. */
  async #settle(world: World, index: number): Promise<World> {
    const call = world.calls[index];
    if (!call) return world;
    const turn = await nextTurn(call.fn, call.input, call.answers);
    if (turn.kind === 'asks' && asksElsewhere(turn)) {
      const { answer } = callTable(world.items, 'Query', turn.request[1] as Json);
      const going = { ...call, answers: [...call.answers, answer] };
      return this.#settle({ ...world, calls: replaced(world.calls, index, going) }, index);
    }
    if (turn.kind === 'asks') return world;
    const after = { ...world, calls: without(world.calls, index) };
    if (call.fn === 'Wake' && turn.kind === 'done') return { ...after, stream: after.stream.slice(1) };
    if (!call.for)
      return turn.kind === 'threw' && call.fn !== 'Wake'
        ? { ...after, calls: [...after.calls, { ...call, answers: [] }] }
        : after;
    return this.#stimulate(after, call.for.execution, lambdaAnswer(call.for.task, turn));
  }

  /** The function is gone after its last effect. A stream record and an event are delivered again; a Task is retried. */
  async #crash(world: World, index: number): Promise<World> {
    const call = world.calls[index];
    if (!call) return world;
    const after = { ...world, calls: without(world.calls, index) };
    if (call.for)
      return this.#stimulate(after, call.for.execution, {
        type: 'taskFailed',
        id: call.for.task,
        error: 'Runtime.ExitError',
        cause: 'crashed',
      });
    return call.fn === 'NoteExecutionEnd' ? { ...after, calls: [...after.calls, { ...call, answers: [] }] } : after;
  }

  async #perform(
    world: World,
    call: Call,
    turn: Extract<Turn, { kind: 'asks' }>,
  ): Promise<{ label: string; world: World; answer: PortAnswer; spends?: keyof Left }[]> {
    switch (turn.port) {
      case 'dynamo': {
        const [action, input] = turn.request as [string, Json];
        const { world: after, answer } = this.#write(world, action, input, call);
        return [{ label: action, world: after, answer }];
      }
      case 'start': {
        const [, id, leg] = turn.request as [string, string, { epoch: number; leg: number }];
        const name = executionName(id, leg);
        if (name in world.executions) return [{ label: `${name} exists`, world, answer: { ok: 'exists' } }];
        return [
          { label: `starts ${name}`, world: await this.#begin(world, name, id, leg.leg), answer: { ok: 'started' } },
        ];
      }
      case 'wake':
        return [await this.#wake(world, String(turn.request[0]))];
      case 'describe': {
        const name = String(turn.request[1]);
        const truth = world.executions[name] ? 'running' : name in world.executions ? 'closed' : 'gone';
        const answers = [{ label: `${name} is ${truth}`, world, answer: { ok: truth } }];
        if (truth !== 'running' || world.left.wrongAnswers === 0) return answers;
        return [
          ...answers,
          {
            label: `hears wrongly that ${name} is gone`,
            world,
            answer: { ok: 'gone' },
            spends: 'wrongAnswers' as const,
          },
        ];
      }
    }
  }

  /** Step Functions' own write of the wait: done, given up while it is on its way, or done and its answer lost. */
  async #requestSteps(world: World, index: number): Promise<Step<World>[]> {
    const request = world.requests[index];
    if (!request) return [];
    const { execution, task, action, parameters } = request;
    const sent = { ...world, requests: without(world.requests, index) };
    if (action === 'getItem') return [await this.#read(sent, request)];
    const { world: written, answer } = this.#write(sent, 'UpdateItem', parameters);
    const stimulus: Stimulus =
      'ok' in answer
        ? { type: 'taskSubmitted', id: task, output: {} }
        : { type: 'taskFailed', id: task, error: `DynamoDb.${answer.error.name}`, cause: 'refused' };
    const steps = [
      {
        label: `${execution} writes its wait`,
        world: { ...written, responses: [...written.responses, { execution, task, stimulus }] },
      },
    ];
    if (world.left.lateRequests === 0) return steps;
    const lost: Stimulus = { type: 'taskFailed', id: task, error: 'DynamoDb.SdkClientException', cause: 'no answer' };
    const givenUp = await this.#stimulate(
      spend({ ...sent, late: [...sent.late, parameters] }, 'lateRequests'),
      execution,
      lost,
    );
    const unheard = await this.#stimulate(spend(written, 'lateRequests'), execution, lost);
    return [
      ...steps,
      { label: `${execution} gives its wait up`, world: givenUp },
      { label: `${execution} writes its wait unheard`, world: unheard },
    ];
  }

  /** Before it parks an execution reads for itself which facts it waits on. */
  async #read(world: World, { execution, task, parameters }: World['requests'][number]): Promise<Step<World>> {
    const { answer } = callTable(world.items, 'GetItem', parameters);
    if (!('ok' in answer)) throw new Error(`GetItem: ${answer.error.name}`);
    const stimulus: Stimulus = { type: 'taskSucceeded', id: task, output: answer.ok as Json };
    return { label: `${execution} reads its facts`, world: await this.#stimulate(world, execution, stimulus) };
  }

  async #streamSteps(world: World): Promise<Step<World>[]> {
    const [image] = world.stream;
    if (image === undefined || world.calls.some(({ fn }) => fn === 'Wake')) return [];
    const deliver = (from: World): Promise<World> =>
      this.#settle({ ...from, calls: [...from.calls, { fn: 'Wake', input: image, answers: [] }] }, from.calls.length);
    const steps = [{ label: 'the stream delivers', world: await deliver(world) }];
    if (world.left.redeliveries === 0) return steps;
    const twice = { ...spend(world, 'redeliveries'), stream: [image, ...world.stream] };
    return [...steps, { label: 'the stream delivers, and will again', world: await deliver(twice) }];
  }

  /** A retry's delay is over; or, where allowed, the far-off moment arrives. */
  async #timerSteps(world: World): Promise<Step<World>[]> {
    const steps: Step<World>[] = [];
    for (const [name, execution] of Object.entries(world.executions)) {
      for (const thread of execution ? Object.values(execution.threads) : []) {
        if (thread.doing.kind === 'retrying')
          steps.push({
            label: `${name} tries again`,
            world: await this.#stimulate(world, name, { type: 'timer', id: thread.doing.timer.id }),
          });
        const timeout = world.left.timers > 0 ? waitTimeout(thread) : undefined;
        if (timeout)
          steps.push({
            label: `${name}'s moment arrives`,
            world: await this.#stimulate(spend(world, 'timers'), name, { type: 'timer', id: timeout }),
          });
      }
    }
    return steps;
  }

  /** Changes, sweeps and kills that may begin at any time, and the sweep that comes when somebody is stranded. */
  async #eventSteps(world: World): Promise<Step<World>[]> {
    const steps: Step<World>[] = [];
    const begin = async (label: string, what: keyof Left, call: Omit<Call, 'answers'>, from = world): Promise<void> => {
      if (world.left[what] === 0) return;
      const begun = { ...spend(from, what), calls: [...from.calls, { ...call, answers: [] }] };
      steps.push({ label, world: await this.#settle(begun, from.calls.length) });
    };
    await begin('somebody changes something', 'changes', { fn: 'Change', input: world.left.changes });
    await begin('the sweep comes', 'sweeps', { fn: 'Sweep', input: minutesLater(world) });
    for (const [name, execution] of Object.entries(world.executions)) {
      const aborted = { ...world, executions: { ...world.executions, [name]: null } };
      if (execution) await begin(`${name} is aborted`, 'kills', { fn: 'NoteExecutionEnd', input: { name } }, aborted);
    }
    if (isQuiet(world) && this.#stranded(world))
      await begin('the sweep comes to the rescue', 'rescues', { fn: 'Sweep', input: minutesLater(world) });
    return steps;
  }

  #write(world: World, action: string, input: Json, by?: Call): { world: World; answer: PortAnswer } {
    const { items, answer, changed } = callTable(world.items, action, input);
    const broken = by && 'ok' in answer ? effectOfAnother(world, by, action) : undefined;
    return { world: { ...world, items, stream: [...world.stream, ...changed], ...(broken && { broken }) }, answer };
  }

  async #begin(world: World, name: string, id: string, leg: number): Promise<World> {
    const execution = newExecution({
      arn: `arn:aws:states:eu-west-2:000000000000:execution:journey:${name}`,
      name,
      stateMachineArn: 'arn:aws:states:eu-west-2:000000000000:stateMachine:journey',
      stateMachineName: 'journey',
      roleArn: 'arn:aws:iam::000000000000:role/journey',
      input: { id, leg },
      startedAt: Date.parse(start),
    });
    return this.#stimulate({ ...world, executions: { ...world.executions, [name]: execution } }, name, {
      type: 'start',
    });
  }

  async #wake(world: World, token: string): Promise<{ label: string; world: World; answer: PortAnswer }> {
    const [name = '', task = ''] = token.split(':');
    const execution = world.executions[name];
    const waits =
      execution &&
      Object.values(execution.threads).some(({ doing }) => doing.kind === 'task' && doing.task.id === Number(task));
    if (!waits) return { label: `${name} is awake already`, world, answer: { ok: 'already-awake' } };
    const woken = await this.#stimulate(world, name, { type: 'taskSucceeded', id: Number(task), output: {} });
    return { label: `wakes ${name}`, world: woken, answer: { ok: 'woken' } };
  }

  /** Advances an execution and does what it commands; one that is closed hears nothing. */
  async #stimulate(world: World, name: string, stimulus: Stimulus): Promise<World> {
    const execution = world.executions[name];
    if (!execution) return world;
    const memo = JSON.stringify([execution, stimulus]);
    const known = this.#advances.get(memo) ?? (await this.#advance(name, execution, stimulus));
    this.#advances.set(memo, known);
    const closed = known.execution.status !== 'RUNNING';
    const after = { ...world, executions: { ...world.executions, [name]: closed ? null : known.execution } };
    if (closed && known.execution.status !== 'SUCCEEDED')
      return { ...after, broken: `${name} ended as ${known.execution.status}` };
    return known.commands.reduce((sum, command) => obey(sum, name, command), after);
  }

  async #advance(
    name: string,
    execution: Execution,
    stimulus: Stimulus,
  ): Promise<{ execution: Execution; commands: readonly Command[] }> {
    const surroundings = { now: Date.parse(start), random: () => 0.5, taskToken: (task: number) => `${name}:${task}` };
    const { execution: after, commands } = await advance(this.#machine, execution, stimulus, surroundings);
    return { execution: withoutHistory(after), commands };
  }

  /** Says who is not where they should be once nothing moves any more. */
  #stranded(world: World): string | undefined {
    const item = plainDriven(world.items);
    const driver = executionName(subjectId, item);
    const running = Object.entries(world.executions).filter(([, execution]) => execution);
    const others = running.map(([name]) => name).filter((name) => name !== driver);
    if (others.length > 0) return `${others.join(', ')} still runs while ${driver} drives`;
    // A journey that was restarted too often parks by design; nothing else here is a reason to stop one.
    if (item.parked && item.parked.state !== 'Restart') return `${driver} parked: ${item.parked.state} gave up`;
    const [thread] = Object.values(world.executions[driver]?.threads ?? {});
    if (thread?.doing.kind !== 'task') return `${driver} drives and does not wait`;
    if (item.wait?.token !== `${driver}:${thread.doing.task.id}`)
      return `${driver} waits, and the item holds another token`;
    if (item.wait.seen !== item.version) return `version ${item.version} was never planned on, only ${item.wait.seen}`;
    return undefined;
  }
}

/** Only the leg that drives may change anything by its steps. */
function effectOfAnother(world: World, by: Call, action: string): string | undefined {
  if (by.fn !== 'RecordProgress' || action !== 'TransactWriteItems' || !by.for) return undefined;
  const driver = executionName(subjectId, plainDriven(world.items));
  return by.for.execution === driver ? undefined : `${by.for.execution} had an effect while ${driver} drives`;
}

function obey(world: World, execution: string, command: Command): World {
  if (command.type !== 'callTask') return world;
  const parameters = command.parameters as { FunctionName?: string; Payload?: Json };
  if (command.resource.service === 'dynamodb')
    return {
      ...world,
      requests: [
        ...world.requests,
        { execution, task: command.id, action: command.resource.action, parameters: command.parameters },
      ],
    };
  const call: Call = {
    fn: String(parameters.FunctionName),
    input: parameters.Payload ?? null,
    answers: [],
    for: { execution, task: command.id },
  };
  return { ...world, calls: [...world.calls, call] };
}

function lambdaAnswer(id: number, turn: Exclude<Turn, { kind: 'asks' }>): Stimulus {
  if (turn.kind === 'threw') return { type: 'taskFailed', id, error: turn.error, cause: '' };
  return {
    type: 'taskSucceeded',
    id,
    output: { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: turn.result as Json },
  };
}

/** Event ids only number the history, which nothing here reads: without them worlds that behave alike are one. */
function withoutHistory(execution: Execution): Execution {
  const threads = Object.fromEntries(
    Object.entries(execution.threads).map(([id, thread]): [string, Thread] => [
      id,
      { ...thread, enteredEventId: 0, eventIdBefore: 0, previousEventId: 0 },
    ]),
  );
  return { ...execution, lastEventId: 0, threads };
}

/** Each sweep comes twenty minutes after the one before; everything else takes no time. */
function minutesLater({ left }: World): number {
  return 20 * (1 + nothing.rescues - left.rescues) + (left.sweeps > 0 ? 0 : 20);
}

/** The sweep asks ten shards. Nobody here writes to nine of them, so when it does so makes no difference. */
function asksElsewhere({ port, request }: Extract<Turn, { kind: 'asks' }>): boolean {
  const [action, input] = request as [string, { ExpressionAttributeValues?: Record<string, { S?: string }> }];
  const shard = input?.ExpressionAttributeValues?.[':v0']?.S;
  return port === 'dynamo' && action === 'Query' && shard !== shardOf(subjectId);
}

function waitTimeout({ doing }: Thread): number | undefined {
  return doing.kind === 'task' && doing.task.token !== undefined && doing.task.submitted !== undefined
    ? doing.task.timeout?.id
    : undefined;
}

function isQuiet(world: World): boolean {
  const busy = [world.calls, world.requests, world.responses, world.stream].some((list) => list.length > 0);
  const retrying = Object.values(world.executions).some(
    (execution) => execution && Object.values(execution.threads).some(({ doing }) => doing.kind === 'retrying'),
  );
  return !busy && !retrying;
}

function spend(world: World, what: keyof Left): World {
  return { ...world, left: { ...world.left, [what]: world.left[what] - 1 } };
}

function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, each) => each !== index);
}

function replaced<T>(list: readonly T[], index: number, by: T): T[] {
  return list.map((each, at) => (at === index ? by : each));
}
