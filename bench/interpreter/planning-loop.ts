import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Json } from '../../local/states-language/json.ts';
import type { Loop } from './loops.ts';

/*
 * Shaped like the project's own: a loop that plans (Task), chooses by the plan
 * (Choice), acts with a request of a dozen fields (Task), notes what came of it (Pass) and asks whether to go round again
 * (Choice). The expressions are of the kinds that the project's machines have, in about their numbers: mostly paths,
 * then comparisons, joined strings, and a number written as text.
 */
const turns = 60;

const input = {
  id: 'p-4711',
  turns,
  programme: { key: 'sample', version: 3, zone: 'Europe/London' },
  plan: { do: 'SendPrompts', seen: 12, until: '2026-03-03T16:00:00Z', because: 'to remind about Central Day 3' },
};

const output = { id: 'p-4711', turns, key: 'PART#p-4711', seen: '12', nextTurn: String(turns) };

const echo = 'arn:aws:lambda:eu-west-2:000000000000:function:echo';

const jsonata: Json = {
  QueryLanguage: 'JSONata',
  StartAt: 'Begin',
  States: {
    Begin: {
      Type: 'Pass',
      Assign: {
        id: '{% $states.input.id %}',
        turns: '{% $states.input.turns %}',
        plan: '{% $states.input.plan %}',
        turn: 0,
      },
      Next: 'Plan',
    },
    Plan: {
      Type: 'Task',
      Resource: echo,
      Arguments: { id: '{% $id %}', turn: '{% $turn %}', plan: '{% $plan %}' },
      Assign: { step: '{% $states.result.plan %}' },
      Output: '{% $states.result %}',
      Next: 'Choose',
    },
    Choose: {
      Type: 'Choice',
      Choices: [
        { Condition: "{% $step.do = 'Finish' %}", Next: 'Finish' },
        { Condition: "{% $step.do = 'Park' %}", Next: 'Note' },
        { Condition: "{% $step.do = 'SendPrompts' %}", Next: 'Act' },
      ],
      Default: 'Finish',
    },
    Act: {
      Type: 'Task',
      Resource: echo,
      Arguments: {
        Table: 'Sample',
        Key: { pk: "{% 'PART#' & $id %}", sk: 'FACTS' },
        Wait: {
          seen: '{% $string($step.seen) %}',
          turn: '{% $string($turn + 1) %}',
          until: '{% $step.until %}',
          because: '{% $step.because %}',
        },
        Returns: 'NONE',
      },
      Output: '{% $states.result %}',
      Next: 'Note',
    },
    Note: {
      Type: 'Pass',
      Assign: { turn: '{% $turn + 1 %}' },
      Output: { key: '{% $states.input.Key.pk %}', wait: '{% $states.input.Wait %}' },
      Next: 'More',
    },
    More: {
      Type: 'Choice',
      Choices: [{ Condition: '{% $turn < $turns %}', Next: 'Plan' }],
      Default: 'Finish',
    },
    Finish: {
      Type: 'Pass',
      Output: {
        id: '{% $id %}',
        turns: '{% $turn %}',
        key: '{% $states.input.key %}',
        seen: '{% $states.input.wait.seen %}',
        nextTurn: '{% $states.input.wait.turn %}',
      },
      Next: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
};

const jsonPath: StateMachineDefinition = {
  StartAt: 'Begin',
  States: {
    Begin: {
      Type: 'Pass',
      Parameters: { 'id.$': '$.id', 'turns.$': '$.turns', 'plan.$': '$.plan', turn: 0 },
      Next: 'Plan',
    },
    Plan: {
      Type: 'Task',
      Resource: echo,
      Parameters: { 'id.$': '$.id', 'turn.$': '$.turn', 'plan.$': '$.plan' },
      ResultSelector: { 'step.$': '$.plan' },
      ResultPath: '$.planned',
      Next: 'Choose',
    },
    Choose: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.planned.step.do', StringEquals: 'Finish', Next: 'Finish' },
        { Variable: '$.planned.step.do', StringEquals: 'Park', Next: 'Note' },
        { Variable: '$.planned.step.do', StringEquals: 'SendPrompts', Next: 'Act' },
      ],
      Default: 'Finish',
    },
    Act: {
      Type: 'Task',
      Resource: echo,
      Parameters: {
        Table: 'Sample',
        Key: { 'pk.$': "States.Format('PART#{}', $.id)", sk: 'FACTS' },
        Wait: {
          'seen.$': 'States.JsonToString($.planned.step.seen)',
          'turn.$': 'States.JsonToString(States.MathAdd($.turn, 1))',
          'until.$': '$.planned.step.until',
          'because.$': '$.planned.step.because',
        },
        Returns: 'NONE',
      },
      ResultPath: '$.acted',
      Next: 'Note',
    },
    Note: {
      Type: 'Pass',
      Parameters: {
        'id.$': '$.id',
        'turns.$': '$.turns',
        'plan.$': '$.plan',
        'turn.$': 'States.MathAdd($.turn, 1)',
        'key.$': '$.acted.Key.pk',
        'wait.$': '$.acted.Wait',
      },
      Next: 'More',
    },
    More: {
      Type: 'Choice',
      Choices: [{ Variable: '$.turn', NumericLessThanPath: '$.turns', Next: 'Plan' }],
      Default: 'Finish',
    },
    Finish: {
      Type: 'Pass',
      Parameters: {
        'id.$': '$.id',
        'turns.$': '$.turn',
        'key.$': '$.key',
        'seen.$': '$.wait.seen',
        'nextTurn.$': '$.wait.turn',
      },
      Next: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
};

export const planningLoop: Loop = {
  about: 'two Tasks, two Choices and a Pass a turn, with expressions as in the journeys of this project',
  jsonata,
  jsonPath,
  input,
  output,
  // Begin, five states a turn, Finish and Done.
  transitions: 1 + 5 * turns + 2,
};
