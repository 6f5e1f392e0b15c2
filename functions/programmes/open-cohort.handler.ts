import { readAs } from '../domain/read-as.ts';
import { commonDeps } from '../platform/deps.ts';
import { openCohort, openRequest } from './open-cohort.ts';

const deps = commonDeps();

export const handler = async (event: unknown) => openCohort(deps, readAs(openRequest, event));
