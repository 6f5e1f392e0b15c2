import { readAs } from '../domain/read-as.ts';
import { commonDeps } from '../platform/deps.ts';
import { finish, finishRequest } from './finish.ts';

const deps = commonDeps();

export const handler = async (event: unknown) => finish(deps, readAs(finishRequest, event));
