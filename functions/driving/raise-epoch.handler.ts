import { readAs } from '../domain/read-as.ts';
import { commonDeps, workflowsFromEnvironment } from '../platform/deps.ts';
import { raiseEpoch, raiseRequest } from './raise-epoch.ts';

const deps = { ...commonDeps(), workflows: workflowsFromEnvironment() };

export const handler = async (event: unknown) => raiseEpoch(deps, readAs(raiseRequest, event));
