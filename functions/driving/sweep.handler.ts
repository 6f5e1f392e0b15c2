import {
  announcementsFromEnvironment,
  commonDeps,
  queueFromEnvironment,
  workflowsFromEnvironment,
} from '../platform/deps.ts';
import { requeuePrompt } from '../prompts/requeue-prompt.ts';
import { sweep } from './sweep.ts';

const common = {
  ...commonDeps(),
  workflows: workflowsFromEnvironment(),
  announcements: announcementsFromEnvironment(),
  queue: queueFromEnvironment(),
};

export const handler = async () => sweep({ ...common, requeuePrompt: (row) => requeuePrompt(common, row) });
