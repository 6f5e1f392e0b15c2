import { compileState } from './compile-state.ts';
import { InvalidDefinition, type Problem } from './failures.ts';
import { Fields, mostSeconds } from './fields.ts';
import { isJsonObject, type Json } from './json.ts';
import type { Block, Exit, Machine, State } from './machine.ts';
import type { Resource } from './resource.ts';

export interface MachineOptions {
  /** Whether tasks may call this; by default whatever the language supports. */
  readonly supports?: (resource: Resource) => boolean;
  /** A single state may go to states that aren't there (TestState). */
  readonly anyTarget?: true;
}

/**
 * Checks and compiles a definition (parsed JSON). Throws `InvalidDefinition` with every problem: what AWS would refuse,
 * and by name what this interpreter leaves out (JSONPath, Distributed Map, other resources).
 */
export function createMachine(definition: unknown, options: MachineOptions = {}): Machine {
  const problems: Problem[] = [];
  const machine = new MachineCompiler(problems, options).compile(definition as Json);
  if (problems.length > 0 || !machine) throw new InvalidDefinition(problems);
  return machine;
}

class MachineCompiler {
  readonly #problems: Problem[];
  readonly #options: MachineOptions;
  readonly #blocks: (Block | undefined)[] = [];
  #language: string | undefined;

  constructor(problems: Problem[], options: MachineOptions) {
    this.#problems = problems;
    this.#options = options;
  }

  compile(definition: Json): Machine | undefined {
    const root = new Fields(isJsonObject(definition) ? definition : {}, '', this.#problems);
    if (!isJsonObject(definition)) root.refuse('Expected value of type Object', '/', 'INVALID_JSON_DESCRIPTION');
    root.only(['Comment', 'StartAt', 'States', 'QueryLanguage', 'TimeoutSeconds', 'Version']);
    this.#language = root.text('QueryLanguage');
    const timeoutSeconds = root.number('TimeoutSeconds', { least: 1, most: mostSeconds });
    this.#addBlock(root);
    const [first, ...others] = this.#blocks.filter((block) => block !== undefined);
    return first && { blocks: [first, ...others], timeoutSeconds };
  }

  #addBlock(fields: Fields): number {
    const index = this.#blocks.push(undefined) - 1;
    const states = new Map<string, State>();
    const raw = fields.object('States');
    if (!raw || Object.keys(raw.raw).length === 0) fields.refuse("The field 'States' must be a non-empty object");
    for (const name of Object.keys(raw?.raw ?? {})) this.#addState(states, name, raw?.state(name));
    const block = { startAt: fields.requiredText('StartAt'), states };
    this.#blocks[index] = block;
    if (!this.#options.anyTarget) this.#checkTransitions(fields, block);
    return index;
  }

  #addState(states: Map<string, State>, name: string, fields: Fields | undefined): void {
    if (!fields) return;
    if (name.length > 80) fields.refuse('State names have at most 80 characters');
    const language = fields.text('QueryLanguage') ?? this.#language ?? 'JSONPath';
    const around = {
      addBlock: (block: Fields) => this.#addBlock(block),
      supports: this.#options.supports ?? (() => true),
    };
    if (language === 'JSONPath') fields.leaveOut('JSONPath');
    else if (language !== 'JSONata') fields.refuse(`'${language}' is not a query language`);
    const state = language === 'JSONata' ? compileState(name, fields, around) : undefined;
    if (state) states.set(name, state);
  }

  #checkTransitions(fields: Fields, block: Block): void {
    const named = Object.keys(isJsonObject(fields.raw.States) ? fields.raw.States : {});
    const missing = (field: string, target: string, at: string) =>
      fields.refuse(`Missing '${field}' target: ${target}`, at, 'MISSING_TRANSITION_TARGET');
    if (!named.includes(block.startAt)) missing('StartAt', block.startAt, `${fields.pointer}/StartAt`);
    const transitions = [...block.states.values()].flatMap(transitionsOf);
    for (const { from, field, to } of transitions)
      if (!named.includes(to)) missing(field.split('/').at(-1) ?? '', to, `${fields.pointer}/States/${from}/${field}`);
    const known = transitions.every(({ to }) => named.includes(to));
    if (known && block.states.size === named.length) this.#checkReach(fields, block, transitions);
  }

  #checkReach(fields: Fields, { startAt, states }: Block, transitions: readonly Transition[]): void {
    const reached = new Set([startAt, ...transitions.map(({ to }) => to)]);
    const unreached = [...states.keys()].filter((name) => !reached.has(name));
    for (const name of unreached) {
      const at = `${fields.pointer}/States/${name}`;
      fields.refuse(`State "${name}" is not reachable.`, at, 'MISSING_TRANSITION_TARGET');
    }
    if (unreached.length === 0 && states.size > 0 && ![...states.values()].some(isTerminal))
      fields.refuse('Workflow has no terminal state', 'null', 'MISSING_END_STATE');
  }
}

interface Transition {
  readonly from: string;
  /** The field that names the target, as `Choices[0]/Next`. */
  readonly field: string;
  readonly to: string;
}

/** Where a state may go, field by field. */
function transitionsOf(state: State): Transition[] {
  return exitsOf(state).flatMap(([field, { next }]) =>
    next === undefined ? [] : [{ from: state.name, field, to: next }],
  );
}

function exitsOf(state: State): [field: string, exit: Exit][] {
  switch (state.type) {
    case 'Fail':
      return [];
    case 'Choice': {
      const choices = state.choices.map(({ exit }, index): [string, Exit] => [`Choices[${index}]/Next`, exit]);
      return state.otherwise ? [...choices, ['Default', state.otherwise]] : choices;
    }
    case 'Task':
    case 'Parallel':
    case 'Map': {
      const caught = state.catchers.map(({ exit }, index): [string, Exit] => [`Catch[${index}]/Next`, exit]);
      return [['Next', state.exit], ...caught];
    }
    default:
      return [['Next', state.exit]];
  }
}

/** Whether the block may end with the state: it says so, or is of a kind that ends. */
function isTerminal(state: State): boolean {
  if (state.type === 'Choice') return false;
  return state.type === 'Fail' || state.type === 'Succeed' || state.exit.next === undefined;
}
