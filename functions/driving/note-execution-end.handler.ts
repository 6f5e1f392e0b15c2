import * as z from 'zod/mini';
import { drivenKinds } from '../domain/driven.ts';
import { commonDeps, workflowsFromEnvironment } from '../platform/deps.ts';
import { machineSettings, machinesOf, readSettings } from '../platform/settings.ts';
import { noteExecutionEnd } from './note-execution-end.ts';

const deps = { ...commonDeps(), workflows: workflowsFromEnvironment() };
const machines = machinesOf(readSettings(machineSettings));
const event = z.object({ detail: z.object({ name: z.string(), stateMachineArn: z.string() }) });

class UnknownMachine extends Error {
  override readonly name = 'UnknownMachine';
}

export const handler = async (input: unknown) => {
  const { name, stateMachineArn } = event.parse(input).detail;
  const kind = drivenKinds.find((each) => machines[each] === stateMachineArn);
  if (!kind) throw new UnknownMachine(`${stateMachineArn} drives nobody`);
  return { outcome: await noteExecutionEnd(deps, { kind, name }) };
};
