import { describe, expect, test } from 'vitest';
import { breakLines, layOut } from '../../../../functions/console/workflow/lay-out.ts';
import { machineSteps, readSteps } from '../../../../functions/console/workflow/machine-steps.ts';
import { drivenKinds } from '../../../../functions/domain/driven.ts';

const definition = {
  StartAt: 'Plan',
  States: {
    Plan: {
      Type: 'Task',
      Comment: 'Plan the next step: reads everything.',
      Next: 'Wait',
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Ask' }],
    },
    Wait: {
      Type: 'Task',
      Comment: 'Waiting for a session.',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken',
      Next: 'Plan',
      Catch: [
        { ErrorEquals: ['States.Timeout'], Next: 'Plan' },
        { ErrorEquals: ['States.ALL'], Next: 'Ask' },
      ],
    },
    Ask: {
      Type: 'Choice',
      Comment: 'An admin is asked.',
      Choices: [{ Next: 'Plan' }],
      Default: 'Done',
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Failed' }],
    },
    Done: { Type: 'Succeed', Comment: 'Finished.' },
    Failed: { Type: 'Fail', Comment: 'Failed.' },
  },
};

describe('a machine', () => {
  test('is read from its definition: labels, where each state leads, and where it goes when it fails', () => {
    expect(readSteps(definition)).toEqual({
      first: 'Plan',
      usualFailure: 'Ask',
      steps: [
        { name: 'Plan', label: 'Plan the next step', kind: 'works', next: ['Wait'], loops: false, onFailure: 'Ask' },
        { name: 'Wait', label: 'Waiting for a session', kind: 'waits', next: [], loops: true, onFailure: 'Ask' },
        { name: 'Ask', label: 'An admin is asked', kind: 'chooses', next: ['Done'], loops: true, onFailure: 'Failed' },
        { name: 'Done', label: 'Finished', kind: 'ends', next: [], loops: false, onFailure: undefined },
        { name: 'Failed', label: 'Failed', kind: 'fails', next: [], loops: false, onFailure: undefined },
      ],
    });
  });

  test('is drawn without the usual way out of a failure, and with the others', () => {
    const { links } = layOut(readSteps(definition));
    expect(links.map(({ from, to, failure }) => [from, to, failure])).toEqual([
      ['Plan', 'Wait', false],
      ['Ask', 'Done', false],
      ['Ask', 'Failed', true],
    ]);
  });

  test.each(drivenKinds)('of a %s has every state in its drawing, none over another', (kind) => {
    const machine = machineSteps(kind);
    const { steps, width, height } = layOut(machine);
    expect(steps.map(({ step }) => step.name)).toEqual(machine.steps.map(({ name }) => name));
    for (const [at, a] of steps.entries()) {
      expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width / 2).toBeLessThanOrEqual(width);
      expect(a.y + a.height / 2).toBeLessThanOrEqual(height);
      for (const b of steps.slice(at + 1)) {
        const apart = Math.abs(a.x - b.x) >= a.width || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
        expect(apart, `${a.step.name} and ${b.step.name}`).toBe(true);
      }
    }
  });
});

test('labels are broken between words', () => {
  expect(breakLines('Waiting for the department plan or a termly review', 26)).toEqual([
    'Waiting for the department',
    'plan or a termly review',
  ]);
});
