import { Construct } from 'constructs';
import { onChange } from './change-source.ts';
import { grantStart } from './machine-grants.ts';
import { announceEnvironment, announceMachine } from './machine-names.ts';
import { WorkflowFunction, type WorkflowParts } from './workflow-function.ts';
import { WorkflowMachine } from './workflow-machine.ts';

/** What tells everybody in a cohort of a change: the table's stream begins a machine, which wakes them page by page. */
export class Announcer extends Construct {
  constructor(scope: Construct, id: string, parts: WorkflowParts) {
    super(scope, id);
    const { settings, stateful, lanes } = parts;
    const environment = announceEnvironment(this, settings);
    const announce = new WorkflowFunction(this, parts, {
      name: 'announce-change',
      description: 'Tells a page of members that the calendar changed.',
      table: { read: true, write: ['UpdateItem'] },
      environment,
    });
    grantStart(announce, settings, [announceMachine]);
    new WorkflowMachine(this, parts, announceMachine, { AnnounceChangeFunctionArn: announce });
    const begin = new WorkflowFunction(this, parts, {
      name: 'begin-announcement',
      description: 'Begins the announcement of a change.',
      table: {},
      environment,
    });
    grantStart(begin, settings, [announceMachine]);
    begin.addEventSource(onChange(stateful.table, 'announceDue', lanes.deadLetters));
  }
}
