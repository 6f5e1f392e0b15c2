import { readAs } from '../domain/read-as.ts';
import { commonDeps } from '../platform/deps.ts';
import { templateKeys } from '../prompts/templates/template-keys.ts';
import { publishProgrammes, publishRequest } from './publish-programmes.ts';

const deps = commonDeps();

export const handler = async (event: unknown) => publishProgrammes(deps, readAs(publishRequest, event), templateKeys);
