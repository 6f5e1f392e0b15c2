import { readAs } from '../domain/read-as.ts';
import { planRequest } from '../driving/plan-answer.ts';
import { commonDeps } from '../platform/deps.ts';
import { planWorkGroup } from './plan-work-group.ts';

const deps = commonDeps();

export const handler = async (event: unknown) => planWorkGroup(deps, readAs(planRequest, event));
