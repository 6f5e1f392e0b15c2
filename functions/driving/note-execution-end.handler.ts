import * as z from 'zod';
import { commonDeps, workflowsFromEnvironment } from '../platform/deps.ts';
import { machineSettings, readSettings } from '../platform/settings.ts';
import { noteExecutionEnd } from './note-execution-end.ts';

const deps = { ...commonDeps(), workflows: workflowsFromEnvironment() };
const { JOURNEY_MACHINE_ARN } = readSettings(machineSettings);
const event = z.object({ detail: z.object({ name: z.string(), stateMachineArn: z.string() }) });

export const handler = async (input: unknown) => {
  const { name, stateMachineArn } = event.parse(input).detail;
  const kind = stateMachineArn === JOURNEY_MACHINE_ARN ? 'participant' : 'nomination';
  return { outcome: await noteExecutionEnd(deps, { kind, name }) };
};
