import * as v from 'valibot';
import { drivenKinds } from '../domain/driven.ts';
import { whole } from '../domain/fields.ts';
import { readAs } from '../domain/read-as.ts';
import { commonDeps, workflowsFromEnvironment } from '../platform/deps.ts';
import { beginLeg } from './begin-leg.ts';

const deps = { ...commonDeps(), workflows: workflowsFromEnvironment() };
const request = v.object({ kind: v.picklist(drivenKinds), id: v.string(), after: whole });

export const handler = async (event: unknown) => ({
  outcome: await beginLeg(deps, { ...readAs(request, event), because: 'hand-over' }),
});
