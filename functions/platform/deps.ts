import { systemClock } from './clock.ts';
import { dynamoEndpoint } from './dynamo.ts';
import { StepFunctionsHistories } from './execution-history.ts';
import { structuredLog } from './logs.ts';
import { SqsPromptQueue } from './prompt-queue.ts';
import {
  announcementSettings,
  laneSettings,
  machineSettings,
  machinesOf,
  readSettings,
  tableSettings,
} from './settings.ts';
import { Table } from './table.ts';
import { type MachineArns, StepFunctionsAnnouncements, StepFunctionsWorkflows } from './workflows.ts';

/** What nearly every function needs, from its own environment. Made once for each instance. */
export function commonDeps() {
  return {
    table: new Table(dynamoEndpoint(), readSettings(tableSettings).TABLE_NAME),
    clock: systemClock,
    log: structuredLog,
  };
}

export function workflowsFromEnvironment(): StepFunctionsWorkflows {
  return new StepFunctionsWorkflows(machinesFromEnvironment());
}

export function historiesFromEnvironment(): StepFunctionsHistories {
  return new StepFunctionsHistories(machinesFromEnvironment());
}

function machinesFromEnvironment(): MachineArns {
  return machinesOf(readSettings(machineSettings));
}

export function announcementsFromEnvironment(): StepFunctionsAnnouncements {
  return new StepFunctionsAnnouncements(readSettings(announcementSettings).ANNOUNCE_MACHINE_ARN);
}

/** The lanes' queues, and where each is. */
export function lanesFromEnvironment() {
  const { URGENT_QUEUE_URL, ROUTINE_QUEUE_URL } = readSettings(laneSettings);
  const urls = { urgent: URGENT_QUEUE_URL, routine: ROUTINE_QUEUE_URL };
  return { queue: new SqsPromptQueue(urls), urls };
}

export function queueFromEnvironment(): SqsPromptQueue {
  return lanesFromEnvironment().queue;
}
