import { commonDeps } from '../platform/deps.ts';
import { progressRequest, recordProgress } from './record-progress.ts';

const deps = commonDeps();

export const handler = async (event: unknown) => recordProgress(deps, progressRequest.parse(event));
