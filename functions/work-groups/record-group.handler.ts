import { readAs } from '../domain/read-as.ts';
import { commonDeps } from '../platform/deps.ts';
import { groupProgressRequest, recordGroup } from './record-group.ts';

const deps = commonDeps();

export const handler = async (event: unknown) => recordGroup(deps, readAs(groupProgressRequest, event));
