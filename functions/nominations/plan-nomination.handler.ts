import { readAs } from '../domain/read-as.ts';
import { planRequest } from '../driving/plan-answer.ts';
import { commonDeps } from '../platform/deps.ts';
import { planNomination } from './plan-nomination.ts';

const deps = commonDeps();

export const handler = async (event: unknown) => planNomination(deps, readAs(planRequest, event));
