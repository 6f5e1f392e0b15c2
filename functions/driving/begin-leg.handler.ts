import * as z from 'zod/mini';
import { drivenKinds } from '../domain/driven.ts';
import { whole } from '../domain/fields.ts';
import { commonDeps, workflowsFromEnvironment } from '../platform/deps.ts';
import { beginLeg } from './begin-leg.ts';

const deps = { ...commonDeps(), workflows: workflowsFromEnvironment() };
const request = z.object({ kind: z.enum(drivenKinds), id: z.string(), after: whole });

export const handler = async (event: unknown) => ({
  outcome: await beginLeg(deps, { ...request.parse(event), because: 'hand-over' }),
});
