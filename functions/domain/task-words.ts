import type { Pulse, TaskDone } from './work-group.ts';

const doneWords: Readonly<Record<TaskDone, string>> = {
  yes: 'Done',
  partly: 'Done in part',
  'not-yet': 'Not done yet',
};

/** What somebody says of a task: "Done in part (the Year 8 team): we plan together." */
export function answerWords({ done, withWhom, changed }: Pick<Pulse, 'done' | 'withWhom' | 'changed'>): string {
  return `${doneWords[done]}${withWhom && ` (${withWhom})`}${changed && `: ${changed}`}`;
}
