import { readAs } from '../domain/read-as.ts';
import { commonDeps, workflowsFromEnvironment } from '../platform/deps.ts';
import { enrol, enrolRequest } from './enrol.ts';

const deps = { ...commonDeps(), workflows: workflowsFromEnvironment() };

export const handler = async (event: unknown) => enrol(deps, readAs(enrolRequest, event));
