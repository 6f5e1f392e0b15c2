import { readAs } from '../domain/read-as.ts';
import { commonDeps } from '../platform/deps.ts';
import { moveNomination, moveRequest } from './move-nomination.ts';

const deps = commonDeps();

export const handler = async (event: unknown) => moveNomination(deps, readAs(moveRequest, event));
