import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Json } from '../../local/states-language/json.ts';
import type { Loop } from './loops.ts';

/* Nothing but expressions with an operator or a function in them, which our fast path for plain paths can't take. */
const turns = 150;

const jsonata: Json = {
  QueryLanguage: 'JSONata',
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Assign: { count: 0, turns: '{% $states.input.turns %}' }, Next: 'Count' },
    Count: {
      Type: 'Pass',
      Assign: { count: '{% $count + 1 %}', label: "{% 'turn ' & $string($count) %}" },
      Next: 'More',
    },
    More: { Type: 'Choice', Choices: [{ Condition: '{% $count < $turns %}', Next: 'Count' }], Default: 'Finish' },
    Finish: { Type: 'Pass', Output: { count: '{% $count %}', label: '{% $label %}' }, Next: 'Done' },
    Done: { Type: 'Succeed' },
  },
};

const jsonPath: StateMachineDefinition = {
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Parameters: { count: 0, 'turns.$': '$.turns' }, Next: 'Count' },
    Count: {
      Type: 'Pass',
      Parameters: {
        'turns.$': '$.turns',
        'count.$': 'States.MathAdd($.count, 1)',
        'label.$': "States.Format('turn {}', States.JsonToString($.count))",
      },
      Next: 'More',
    },
    More: {
      Type: 'Choice',
      Choices: [{ Variable: '$.count', NumericLessThanPath: '$.turns', Next: 'Count' }],
      Default: 'Finish',
    },
    Finish: { Type: 'Pass', Parameters: { 'count.$': '$.count', 'label.$': '$.label' }, Next: 'Done' },
    Done: { Type: 'Succeed' },
  },
};

export const countingLoop: Loop = {
  about: 'a Pass and a Choice a turn, every expression of it with an operator or a function',
  jsonata,
  jsonPath,
  input: { turns },
  output: { count: turns, label: `turn ${turns - 1}` },
  // Begin, two states a turn, Finish and Done.
  transitions: 1 + 2 * turns + 2,
};
