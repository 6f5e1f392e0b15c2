import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { PromptRule } from '../../functions/domain/prompt-rule.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import { programmeFile } from '../../functions/programmes/programme-content.ts';

/** The prompts of the programme that the sample cohort runs on. */
export function promptRules(): readonly PromptRule[] {
  const file = join(import.meta.dirname, '..', '..', 'programmes', 'secondary-mastery-specialist.yaml');
  return readAs(programmeFile, parse(readFileSync(file, 'utf8'))).prompts;
}
