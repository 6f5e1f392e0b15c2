import { Construct } from 'constructs';
import { grantStart } from './machine-grants.ts';
import { machineEnvironment } from './machine-names.ts';
import { WorkflowFunction, type WorkflowParts } from './workflow-function.ts';
import { WorkflowMachine } from './workflow-machine.ts';

/** The state machines and the functions behind their states. */
export class Machines extends Construct {
  readonly #parts: WorkflowParts;

  constructor(scope: Construct, id: string, parts: WorkflowParts) {
    super(scope, id);
    this.#parts = parts;
    const shared = {
      SendPromptsFunctionArn: this.#sendPrompts(),
      BeginLegFunctionArn: this.#beginLeg(),
      FinishFunctionArn: this.#finish(),
    };
    this.#addJourney(shared);
    this.#addNomination(shared);
    this.#addWorkGroup(shared);
  }

  #addJourney(shared: Readonly<Record<string, WorkflowFunction>>): void {
    new WorkflowMachine(this, this.#parts, 'journey', {
      ...shared,
      PlanJourneyFunctionArn: new WorkflowFunction(this, this.#parts, {
        name: 'plan-journey',
        description: "Plans a participant's next step.",
        table: { read: true },
      }),
      RecordProgressFunctionArn: new WorkflowFunction(this, this.#parts, {
        name: 'record-progress',
        description: 'Records what follows from time and the programme.',
        table: { read: true, write: ['PutItem', 'UpdateItem'] },
      }),
    });
  }

  #addNomination(shared: Readonly<Record<string, WorkflowFunction>>): void {
    new WorkflowMachine(this, this.#parts, 'nomination', {
      ...shared,
      PlanNominationFunctionArn: new WorkflowFunction(this, this.#parts, {
        name: 'plan-nomination',
        description: "Plans a nomination's next step.",
        table: { read: true },
      }),
      MoveNominationFunctionArn: new WorkflowFunction(this, this.#parts, {
        name: 'move-nomination',
        description: 'Moves a nomination on.',
        table: { read: true, write: ['PutItem', 'UpdateItem'] },
      }),
      EnrolFunctionArn: this.#enrol(),
    });
  }

  #addWorkGroup(shared: Readonly<Record<string, WorkflowFunction>>): void {
    new WorkflowMachine(this, this.#parts, 'work-group', {
      ...shared,
      PlanWorkGroupFunctionArn: new WorkflowFunction(this, this.#parts, {
        name: 'plan-work-group',
        description: "Plans a Work Group's next step.",
        table: { read: true, readMany: true },
      }),
      RecordGroupFunctionArn: new WorkflowFunction(this, this.#parts, {
        name: 'record-group',
        description: 'Records what follows for a Work Group from time and what its schools offered.',
        table: { read: true, write: ['PutItem', 'UpdateItem'] },
      }),
    });
  }

  #sendPrompts(): WorkflowFunction {
    const { lanes } = this.#parts;
    const send = new WorkflowFunction(this, this.#parts, {
      name: 'send-prompts',
      description: 'Enters due prompts in the ledger and queues them.',
      table: { read: true, write: ['PutItem', 'ConditionCheckItem'] },
      environment: lanes.environment(),
    });
    for (const queue of lanes.both) queue.grantSendMessages(send);
    return send;
  }

  #beginLeg(): WorkflowFunction {
    const { settings } = this.#parts;
    const begin = new WorkflowFunction(this, this.#parts, {
      name: 'begin-leg',
      description: 'Hands a journey over to its next execution, once.',
      table: { read: true, write: ['UpdateItem'] },
      environment: machineEnvironment(this, settings),
    });
    grantStart(begin, settings);
    return begin;
  }

  #enrol(): WorkflowFunction {
    const { settings } = this.#parts;
    const enrol = new WorkflowFunction(this, this.#parts, {
      name: 'enrol',
      description: 'Makes a participant of an accepted nominee and begins the journey.',
      table: { read: true, write: ['PutItem', 'UpdateItem'] },
      environment: machineEnvironment(this, settings),
    });
    grantStart(enrol, settings, ['journey', 'work-group']);
    return enrol;
  }

  #finish(): WorkflowFunction {
    return new WorkflowFunction(this, this.#parts, {
      name: 'finish',
      description: 'Ends the driving of a journey or nomination that has nothing left to do.',
      table: { read: true, write: ['UpdateItem'] },
    });
  }
}
