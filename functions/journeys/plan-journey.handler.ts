import { readAs } from '../domain/read-as.ts';
import { planRequest } from '../driving/plan-answer.ts';
import { commonDeps } from '../platform/deps.ts';
import { planJourney } from './plan-journey.ts';

const deps = commonDeps();

export const handler = async (event: unknown) => planJourney(deps, readAs(planRequest, event));
