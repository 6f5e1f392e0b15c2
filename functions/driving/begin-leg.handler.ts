import * as z from 'zod';
import { drivenKinds } from '../domain/driven.ts';
import { commonDeps, workflowsFromEnvironment } from '../platform/deps.ts';
import { beginLeg } from './begin-leg.ts';

const deps = { ...commonDeps(), workflows: workflowsFromEnvironment() };
const request = z.object({ kind: z.enum(drivenKinds), id: z.string(), after: z.int() });

export const handler = async (event: unknown) => ({
  outcome: await beginLeg(deps, { ...request.parse(event), because: 'hand-over' }),
});
