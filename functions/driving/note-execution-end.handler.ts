import * as v from 'valibot';
import { drivenKinds } from '../domain/driven.ts';
import { readAs } from '../domain/read-as.ts';
import { commonDeps, workflowsFromEnvironment } from '../platform/deps.ts';
import { machineSettings, machinesOf, readSettings } from '../platform/settings.ts';
import { noteExecutionEnd } from './note-execution-end.ts';

const deps = { ...commonDeps(), workflows: workflowsFromEnvironment() };
const machines = machinesOf(readSettings(machineSettings));
const event = v.object({ detail: v.object({ name: v.string(), stateMachineArn: v.string() }) });

class UnknownMachine extends Error {
  override readonly name = 'UnknownMachine';
}

export const handler = async (input: unknown) => {
  const { name, stateMachineArn } = readAs(event, input).detail;
  const kind = drivenKinds.find((each) => machines[each] === stateMachineArn);
  if (!kind) throw new UnknownMachine(`${stateMachineArn} drives nobody`);
  return { outcome: await noteExecutionEnd(deps, { kind, name }) };
};
