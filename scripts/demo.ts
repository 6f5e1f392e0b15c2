import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { readAs } from '../functions/domain/read-as.ts';
import type { Figures } from './demo/measure.ts';
import { showChanges } from './demo/show-changes.ts';
import { showTwoYears } from './demo/show-two-years.ts';
import { showWorkGroup } from './demo/show-work-group.ts';

const scenarios = { 'two-years': showTwoYears, change: showChanges, 'work-group': showWorkGroup };

/**
 * `npm run demo [-- --scenario change|work-group] [--json]`: a fresh embedded cloud, two years in about a minute, told a
 * line at a time: of four schools; as the scenario `change`, of a cohort to which everything happens that can be changed;
 * as `work-group`, the year of a Work Group. With `--json` the last line is the figures. Ends with 1 when an e-mail went
 * out twice, an execution failed or somebody is stranded.
 */
const { values } = parseArgs({
  options: { scenario: { type: 'string', default: 'two-years' }, json: { type: 'boolean', default: false } },
});
const scenario = readAs(v.picklist(['two-years', 'change', 'work-group']), values.scenario);
const tell = (line: string): void => console.log(line);

tell('A fresh embedded cloud starts in a temporary folder …');
const figures: Figures = await scenarios[scenario](tell);
tell(
  `${figures.completed} completed, ${figures.withdrawn} withdrew, ${figures.declined} declined; ${figures.prompts} e-mails, ${figures.duplicatePrompts} of them twice.`,
);
if (values.json) console.log(JSON.stringify(figures));
if (figures.duplicatePrompts + figures.executions.failed + (figures.stranded ?? 0) > 0) process.exitCode = 1;
