import { commonDeps, queueFromEnvironment } from '../platform/deps.ts';
import { digestRequest, enterDigests } from './enter-digests.ts';

const deps = { ...commonDeps(), queue: queueFromEnvironment() };

export const handler = async (event: unknown) => enterDigests(deps, digestRequest.parse(event).every);
