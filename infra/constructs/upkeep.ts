import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { indexes } from '../../functions/platform/keys.ts';
import { onChange } from './change-source.ts';
import { EventRule, keepFailures } from './event-rule.ts';
import { grantDescribe, grantStart, grantStop, grantWake } from './machine-grants.ts';
import { announceEnvironment, announceMachine, machineArn, machineEnvironment, machineNames } from './machine-names.ts';
import { WorkflowFunction, type WorkflowParts } from './workflow-function.ts';

/** Whoever has just been parked: nothing wakes them, and somebody should know. */
const parkedFilter = { wait: { M: { kind: { S: ['ParkForAdmin'] } } } };

/** What keeps everybody driven: the waker, the sweep, and the next leg for executions that ended early. */
export class Upkeep extends Construct {
  readonly #parts: WorkflowParts;

  constructor(scope: Construct, id: string, parts: WorkflowParts) {
    super(scope, id);
    this.#parts = parts;
    this.#addWaker();
    this.#addSweep();
    this.#addExecutionEnds();
    this.#addRestore();
  }

  #addWaker(): void {
    const { settings, stateful, lanes } = this.#parts;
    const waker = new WorkflowFunction(this, this.#parts, {
      name: 'wake',
      description: 'Wakes whoever waits on older facts than the table now holds, and counts who is parked.',
      table: {},
      environment: machineEnvironment(this, settings),
    });
    waker.addEventSource(onChange(stateful.table, 'wakeDue', lanes.deadLetters, [parkedFilter]));
    grantWake(waker);
  }

  #addSweep(): void {
    const { settings, lanes } = this.#parts;
    const sweep = new WorkflowFunction(this, this.#parts, {
      name: 'sweep',
      description: 'Finds what a crash left behind: wake-ups, lost executions, prompts that nothing carries.',
      table: { read: true, readMany: true, readIndexes: [indexes.wakeDue, indexes.dueBy], write: ['UpdateItem'] },
      timeout: Duration.minutes(5),
      environment: {
        ...machineEnvironment(this, settings),
        ...announceEnvironment(this, settings),
        ...lanes.environment(),
      },
    });
    const machines = [...machineNames, announceMachine] as const;
    grantStart(sweep, settings, machines);
    grantDescribe(sweep, settings, machines);
    grantWake(sweep);
    for (const queue of lanes.both) queue.grantSendMessages(sweep);
    keepFailures(sweep, lanes.deadLetters);
    new Rule(this, 'SweepEveryQuarter', {
      description: 'The sweep, every fifteen minutes',
      schedule: Schedule.rate(Duration.minutes(15)),
      targets: [new LambdaFunction(sweep, { deadLetterQueue: lanes.deadLetters })],
    });
  }

  #addExecutionEnds(): void {
    const { settings, lanes } = this.#parts;
    const fn = new WorkflowFunction(this, this.#parts, {
      name: 'note-execution-end',
      description: 'Begins the next leg of an execution that failed, timed out or was aborted.',
      table: { read: true, write: ['UpdateItem'] },
      environment: machineEnvironment(this, settings),
    });
    grantStart(fn, settings);
    new EventRule(this, 'ExecutionsEndedEarly', {
      description: 'Executions that ended without finishing',
      target: fn,
      deadLetters: lanes.deadLetters,
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: machineNames.map((machine) => machineArn(this, settings, machine)),
        },
      },
    });
  }

  /** Called by hand after the table was restored from a backup (docs/operations/restore.md), and by nothing else. */
  #addRestore(): void {
    const { settings } = this.#parts;
    const fn = new WorkflowFunction(this, this.#parts, {
      name: 'raise-epoch',
      description: 'After a restore: stops the executions of before, starts new ones, holds what was due in the gap.',
      table: { read: true, readIndexes: [indexes.dueBy], write: ['PutItem', 'UpdateItem'] },
      timeout: Duration.minutes(15),
      environment: machineEnvironment(this, settings),
    });
    grantStart(fn, settings);
    grantDescribe(fn, settings, machineNames);
    grantStop(fn, settings);
  }
}
