import { describe, expect, it } from 'vitest';
import { createMachine } from '../../../local/states-language/create-machine.ts';
import { InvalidDefinition } from '../../../local/states-language/failures.ts';
import type { Json } from '../../../local/states-language/json.ts';
import { invoke, machineOf } from './play.ts';

/** The problems of a definition, as AWS writes them. */
function problemsOf(definition: unknown): string[] {
  try {
    createMachine(definition);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof InvalidDefinition)) throw thrown;
    return thrown.problems.map(({ code, message, location }) => `${code}: ${message} at ${location}`);
  }
}

const only = (state: Record<string, Json>) => machineOf({ S: { End: true, ...state } });

describe('a definition', () => {
  it('of every kind of state is taken', () => {
    const machine = createMachine(
      machineOf(
        {
          P: { Type: 'Pass', Comment: 'One. Two.', Assign: { a: 1 }, Next: 'C' },
          C: { Type: 'Choice', Choices: [{ Condition: '{% $a = 1 %}', Next: 'M' }], Default: 'F' },
          M: { Type: 'Map', ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Succeed' } } }, Next: 'W' },
          W: { Type: 'Wait', Seconds: 1, Next: 'T' },
          T: { Type: 'Task', Resource: invoke, TimeoutSeconds: '{% 1 %}', Next: 'B' },
          B: { Type: 'Parallel', Branches: [{ StartAt: 'X', States: { X: { Type: 'Pass', End: true } } }], End: true },
          F: { Type: 'Fail', Error: 'E' },
        },
        { Comment: 'all', Version: '1.0', TimeoutSeconds: 60 },
      ),
    );
    expect(machine.blocks).toHaveLength(3);
  });

  it.each<[string, unknown, string]>([
    [
      'JSONPath',
      { StartAt: 'S', States: { S: { Type: 'Pass', End: true } } },
      'NOT_SUPPORTED: JSONPath is not supported at /States/S',
    ],
    [
      'a JSONPath field',
      only({ Type: 'Pass', ResultPath: '$.a' }),
      "NOT_SUPPORTED: Field 'ResultPath' (JSONPath) is not supported at /States/S/ResultPath",
    ],
    [
      'an unknown field',
      only({ Type: 'Pass', Outputs: 1 }),
      "SCHEMA_VALIDATION_FAILED: Field 'Outputs' is not supported at /States/S",
    ],
    [
      'a field of another state',
      only({ Type: 'Pass', Catch: [] }),
      "SCHEMA_VALIDATION_FAILED: Field 'Catch' is not supported at /States/S",
    ],
    [
      'an unknown resource',
      only({ Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask.sync' }),
      "NOT_SUPPORTED: The resource 'arn:aws:states:::ecs:runTask.sync' is not supported at /States/S/Resource",
    ],
    [
      'an activity',
      only({ Type: 'Task', Resource: 'arn:aws:states:eu-west-2:000000000000:activity:a' }),
      "NOT_SUPPORTED: The resource 'arn:aws:states:eu-west-2:000000000000:activity:a' is not supported at /States/S/Resource",
    ],
    [
      'an unknown type',
      only({ Type: 'Pause' }),
      "SCHEMA_VALIDATION_FAILED: 'Pause' is not a state type at /States/S/Type",
    ],
    [
      'a missing target',
      machineOf({ S: { Type: 'Pass', Next: 'T' } }),
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: T at /States/S/Next",
    ],
    [
      'a rule with a missing target',
      machineOf({
        S: { Type: 'Choice', Choices: [{ Condition: true, Next: 'T' }], Default: 'U' },
        U: { Type: 'Succeed' },
      }),
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: T at /States/S/Choices[0]/Next",
    ],
    [
      'no end',
      machineOf({ S: { Type: 'Pass', Next: 'S' } }),
      'MISSING_END_STATE: Workflow has no terminal state at null',
    ],
    [
      'a name that has no context',
      only({ Type: 'Pass', Output: { v: '{% $uppercase(phone) & $states.input.a[b = 1].c %}' } }),
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/S/Output/v",
    ],
    [
      'the context itself',
      only({ Type: 'Pass', Output: '{% {"a": $$} %}' }),
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$$' at the top level is not supported. at /States/S/Output",
    ],
    [
      'an error output outside of a Catcher',
      only({ Type: 'Pass', Output: '{% $states.errorOutput.Error %}' }),
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$states.errorOutput' at the top level is not supported. at /States/S/Output",
    ],
    [
      'a state that nothing leads to',
      machineOf({ S: { Type: 'Succeed' }, T: { Type: 'Succeed' } }),
      'MISSING_TRANSITION_TARGET: State "T" is not reachable. at /States/T',
    ],
    [
      'too many seconds',
      only({ Type: 'Wait', Seconds: 100_000_000 }),
      'SCHEMA_VALIDATION_FAILED: Maximum value is 99999999 at /States/S/Seconds',
    ],
    [
      'no seconds for a task',
      only({ Type: 'Task', Resource: invoke, TimeoutSeconds: 0 }),
      'SCHEMA_VALIDATION_FAILED: Minimum value is 1 at /States/S/TimeoutSeconds',
    ],
    [
      'an expression that does not parse',
      only({ Type: 'Pass', Output: { a: ['{% 1 + %}'] } }),
      'INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/S/Output/a[0]',
    ],
    [
      'the reserved variable',
      only({ Type: 'Pass', Assign: { states: 1 } }),
      "SCHEMA_VALIDATION_FAILED: The variable name 'states' is reserved at /States/S",
    ],
    [
      'States.ALL among others',
      machineOf({ S: { Type: 'Task', Resource: invoke, Retry: [{ ErrorEquals: ['States.ALL', 'E'] }], End: true } }),
      'SCHEMA_VALIDATION_FAILED: States.ALL must appear alone, and in the last Retrier or Catcher at /States/S/Retry[0]/ErrorEquals',
    ],
  ])('with %s is refused by name', (_what, definition, problem) => {
    expect(problemsOf(definition)).toEqual([problem]);
  });

  it('with a Distributed Map is refused by name, with every field that belongs to it', () => {
    const processor = { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'I', States: { I: { Type: 'Succeed' } } };
    const problems = problemsOf(
      only({ Type: 'Map', ToleratedFailureCount: 1, ItemReader: {}, ItemProcessor: processor }),
    );
    expect(problems.filter((problem) => /^NOT_SUPPORTED: .*Distributed Map/.test(problem))).toHaveLength(3);
  });

  it('has all of its problems told at once, in one message as AWS has it', () => {
    const definition = machineOf({ S: { Type: 'Pass', Next: 'T', Extra: 1 } });
    expect(() => createMachine(definition)).toThrow(
      "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Field 'Extra' is not supported at /States/S, " +
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: T at /States/S/Next'",
    );
  });

  it.each(['text', null, 1, [], {}])('that is %j is refused', (definition) => {
    expect(problemsOf(definition)).not.toEqual([]);
  });
});
