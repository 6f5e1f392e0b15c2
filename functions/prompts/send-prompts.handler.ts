import { readAs } from '../domain/read-as.ts';
import { commonDeps, queueFromEnvironment } from '../platform/deps.ts';
import { sendPrompts, sendRequest } from './send-prompts.ts';

const deps = { ...commonDeps(), queue: queueFromEnvironment() };

export const handler = async (event: unknown) => sendPrompts(deps, readAs(sendRequest, event));
