import { compileCatchers, compileRetriers } from './error-handlers.ts';
import { type Fields, mostSeconds } from './fields.ts';
import type { ChoiceState, Exit, FallibleState, MapState, State, TaskState, WaitState } from './machine.ts';
import { type Resource, readResource } from './resource.ts';
import type { Template } from './template.ts';

/** What a state's compilation needs of the machine around it. */
export interface Surrounding {
  /** Compiles a nested `StartAt` and `States`, and answers its block number. */
  addBlock(block: Fields): number;
  supports(resource: Resource): boolean;
}

const always = ['Type', 'Comment', 'QueryLanguage'];
const going = ['Next', 'End'];
const handling = ['Retry', 'Catch'];
const passing = ['Output', 'Assign'];

const jsonPath: Readonly<Record<string, string>> = Object.fromEntries(
  ['InputPath', 'OutputPath', 'Parameters', 'Result', 'ResultPath', 'ResultSelector', 'ItemsPath'].map((name) => [
    name,
    'JSONPath',
  ]),
);

const distributed: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'ItemReader',
    'ItemBatcher',
    'ResultWriter',
    'Label',
    'ToleratedFailureCount',
    'ToleratedFailurePercentage',
    'MaxItems',
  ].map((name) => [name, 'Distributed Map']),
);

export function compileState(name: string, fields: Fields, around: Surrounding): State | undefined {
  const type = fields.requiredText('Type');
  switch (type) {
    case 'Pass':
      fields.only([...always, ...going, ...passing], jsonPath);
      return { type, name, exit: compileExit(fields) };
    case 'Succeed':
      fields.only([...always, 'Output'], jsonPath);
      return { type, name, exit: compileExit(fields, 'ends') };
    case 'Fail':
      fields.only([...always, 'Error', 'Cause'], { ErrorPath: 'JSONPath', CausePath: 'JSONPath' });
      return { type, name, error: fields.template('Error'), cause: fields.template('Cause') };
    case 'Choice':
      return compileChoice(name, fields);
    case 'Wait':
      return compileWait(name, fields);
    case 'Task':
      return compileTask(name, fields, around);
    case 'Parallel':
      return compileParallel(name, fields, around);
    case 'Map':
      return compileMap(name, fields, around);
    default:
      fields.refuse(`'${type}' is not a state type`, `${fields.pointer}/Type`);
      return undefined;
  }
}

/** `Output`, `Assign` and where to go; `ends` is for states that may not say. */
function compileExit(fields: Fields, going: 'asks' | 'ends' | 'next' | 'default' = 'asks'): Exit {
  const assign = fields.members('Assign');
  if (assign?.some(([name]) => name === 'states')) fields.refuse("The variable name 'states' is reserved");
  const next = fields.text(going === 'default' ? 'Default' : 'Next');
  if (going === 'asks') checkGoing(fields);
  if (going === 'next' && next === undefined) fields.refuse("The field 'Next' is required but was missing");
  return { output: fields.template('Output'), assign, next };
}

function checkGoing(fields: Fields): void {
  const ends = fields.raw.End;
  if (ends !== undefined && typeof ends !== 'boolean')
    fields.refuse('Expected value of type Boolean', `${fields.pointer}/End`);
  if ((ends === true) === fields.has('Next')) fields.refuse("Exactly one of the fields 'Next' and 'End' is required");
}

function compileChoice(name: string, fields: Fields): ChoiceState {
  fields.only([...always, ...passing, 'Choices', 'Default'], { InputPath: 'JSONPath', OutputPath: 'JSONPath' });
  const rules = fields.objects('Choices');
  if (rules.length === 0) fields.refuse("The field 'Choices' must be a non-empty array");
  const choices = rules.map((rule) => {
    if (rule.has('Variable') || rule.has('And') || rule.has('Or') || rule.has('Not'))
      rule.leaveOut('A JSONPath choice rule');
    else rule.only(['Condition', 'Next', 'Output', 'Assign', 'Comment']);
    return { condition: compileCondition(rule), exit: compileExit(rule, 'next') };
  });
  const otherwise = compileExit(fields, 'default');
  return { type: 'Choice', name, choices, otherwise: otherwise.next === undefined ? undefined : otherwise };
}

function compileCondition(rule: Fields): Template {
  const condition = rule.template('Condition');
  if (!condition) rule.refuse("The field 'Condition' is required but was missing");
  if (condition?.kind === 'expression' || typeof rule.raw.Condition === 'boolean')
    return condition ?? { kind: 'literal', value: false };
  if (condition) rule.refuse('Condition must be a boolean or a JSONata expression', `${rule.pointer}/Condition`);
  return { kind: 'literal', value: false };
}

function compileWait(name: string, fields: Fields): WaitState {
  fields.only([...always, ...going, ...passing, 'Seconds', 'Timestamp'], {
    ...jsonPath,
    SecondsPath: 'JSONPath',
    TimestampPath: 'JSONPath',
  });
  const seconds = fields.numberTemplate('Seconds', { least: 0, most: mostSeconds });
  const timestamp = fields.template('Timestamp');
  if (fields.has('Seconds') === fields.has('Timestamp'))
    fields.refuse("Exactly one of the fields 'Seconds' and 'Timestamp' is required");
  const until = timestamp ? { timestamp } : { seconds: seconds ?? { kind: 'literal' as const, value: 0 } };
  return { type: 'Wait', name, until, exit: compileExit(fields) };
}

function compileFallible(fields: Fields): Pick<FallibleState, 'retriers' | 'catchers' | 'exit'> {
  return {
    retriers: compileRetriers(fields),
    catchers: compileCatchers(fields, (catcher) => compileExit(catcher, 'next')),
    exit: compileExit(fields),
  };
}

function compileTask(name: string, fields: Fields, around: Surrounding): TaskState | undefined {
  fields.only(
    [
      ...always,
      ...going,
      ...passing,
      ...handling,
      'Resource',
      'Arguments',
      'Credentials',
      'TimeoutSeconds',
      'HeartbeatSeconds',
    ],
    { ...jsonPath, TimeoutSecondsPath: 'JSONPath', HeartbeatSecondsPath: 'JSONPath' },
  );
  const resource = compileResource(fields, around);
  const positive = { least: 1, most: mostSeconds };
  const timeoutSeconds = fields.numberTemplate('TimeoutSeconds', positive);
  const heartbeatSeconds = fields.numberTemplate('HeartbeatSeconds', positive);
  if (timeoutSeconds?.kind === 'literal' && heartbeatSeconds?.kind === 'literal')
    if (Number(heartbeatSeconds.value) >= Number(timeoutSeconds.value))
      fields.refuse('HeartbeatSeconds must be smaller than TimeoutSeconds', `${fields.pointer}/HeartbeatSeconds`);
  const handled = compileFallible(fields);
  return (
    resource && {
      type: 'Task',
      name,
      resource,
      arguments: fields.template('Arguments'),
      credentials: fields.template('Credentials'),
      timeoutSeconds,
      heartbeatSeconds,
      ...handled,
    }
  );
}

function compileResource(fields: Fields, around: Surrounding): Resource | undefined {
  const arn = fields.requiredText('Resource');
  const resource = readResource(arn);
  if (resource && around.supports(resource)) return resource;
  if (arn) fields.leaveOut(`The resource '${arn}'`, `${fields.pointer}/Resource`);
  return undefined;
}

function compileParallel(name: string, fields: Fields, around: Surrounding): State {
  fields.only([...always, ...going, ...passing, ...handling, 'Branches', 'Arguments'], jsonPath);
  const branches = fields.objects('Branches');
  if (branches.length === 0) fields.refuse("The field 'Branches' must be a non-empty array");
  for (const branch of branches) branch.only(['StartAt', 'States', 'Comment', 'QueryLanguage', 'ProcessorConfig']);
  return {
    type: 'Parallel',
    name,
    arguments: fields.template('Arguments'),
    branches: branches.map((branch) => around.addBlock(branch)),
    ...compileFallible(fields),
  };
}

function compileMap(name: string, fields: Fields, around: Surrounding): MapState | undefined {
  fields.only(
    [
      ...always,
      ...going,
      ...passing,
      ...handling,
      'Items',
      'ItemSelector',
      'ItemProcessor',
      'Iterator',
      'MaxConcurrency',
    ],
    { ...jsonPath, ...distributed, MaxConcurrencyPath: 'JSONPath' },
  );
  const processor = fields.object('ItemProcessor') ?? fields.object('Iterator');
  if (!processor) fields.refuse("The field 'ItemProcessor' is required but was missing");
  const handled = compileFallible(fields);
  if (!processor) return undefined;
  checkProcessor(processor);
  return {
    type: 'Map',
    name,
    items: fields.template('Items'),
    itemSelector: fields.template('ItemSelector'),
    maxConcurrency: fields.numberTemplate('MaxConcurrency', { least: 0, most: mostSeconds }),
    processor: around.addBlock(processor),
    ...handled,
  };
}

function checkProcessor(processor: Fields): void {
  processor.only(['ProcessorConfig', 'StartAt', 'States', 'Comment']);
  const config = processor.object('ProcessorConfig');
  const mode = config?.text('Mode') ?? 'INLINE';
  if (mode === 'DISTRIBUTED') config?.leaveOut('Distributed Map');
  else if (mode !== 'INLINE') config?.refuse(`'${mode}' is not a processing mode`);
}
