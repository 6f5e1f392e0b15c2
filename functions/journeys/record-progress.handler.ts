import { readAs } from '../domain/read-as.ts';
import { commonDeps } from '../platform/deps.ts';
import { progressRequest, recordProgress } from './record-progress.ts';

const deps = commonDeps();

export const handler = async (event: unknown) => recordProgress(deps, readAs(progressRequest, event));
