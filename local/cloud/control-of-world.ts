import type { ControlPorts, ListedExecution } from '../control/control-ports.ts';
import type { ExecutionSummary } from '../services/step-functions/step-functions-service.ts';
import type { World } from './world.ts';

/** What the local control sees of a world. */
export function controlPorts(
  world: World,
  rest: Pick<ControlPorts, 'siteUrl' | 'samplePeople' | 'reset'>,
): ControlPorts {
  const { clock, ses, states, faults } = world;
  return {
    ...rest,
    clock,
    mail: ses,
    executions: {
      list: () => states.executions().map(listedExecution),
      history: async (arn) =>
        states
          .historyOf(arn)
          ?.map((event) => ({ ...event, timestamp: new Date(event.timestamp * 1000).toISOString() })),
    },
    faults,
    invoke: async (name, payload) => {
      const { functions } = world.inventory;
      const found = functions.find((each) => each.name.endsWith(`-${name}`));
      return found && world.functions.invoke(found.name, payload);
    },
  };
}

/** Times are epoch seconds on the wire. */
function listedExecution({ executionArn, stateMachineArn, name, status, ...rest }: ExecutionSummary): ListedExecution {
  const { startDate, stopDate, currentState } = rest;
  return {
    executionArn: String(executionArn),
    stateMachineArn: String(stateMachineArn),
    name,
    status,
    startDate: Number(startDate) * 1000,
    ...(stopDate !== undefined && { stopDate: Number(stopDate) * 1000 }),
    ...(currentState !== undefined && { currentState }),
  };
}
