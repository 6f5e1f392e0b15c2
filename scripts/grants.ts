import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { wholeTyped } from '../functions/domain/fields.ts';
import { readAs } from '../functions/domain/read-as.ts';
import { storyAssembly } from './grants/in-cloud.ts';
import { recordUse, seeRefusal } from './grants/live-story.ts';
import { pickSeeded } from './grants/pick-seeded.ts';
import { idleReasons, unusedWithoutReason } from './grants/reasons.ts';

/**
 * `npm run grants [-- --only N] [--seed S] [--record] [--json]`: lives the demo's story and records which statement of the
 * template allowed which call; then takes each used grant away, one at a time, and lives it again until the refused call
 * is named. With `--record` it takes none away. Ends with 1 when a statement was never used and has no reason, or when a missing grant went unnoticed.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    record: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const only = readAs(v.optional(v.pipe(wholeTyped, v.gtValue(0))), values.only);
const seed = readAs(wholeTyped, values.seed);
const tell = (line: string): void => void (values.json || console.log(line));

const assembly = await storyAssembly();
tell('The demo’s story is lived on the template as it is …');
const use = await recordUse(assembly, 'whole');
const unused = unusedWithoutReason(use.statements);
const idle = idleReasons(use.statements);
tell(`${use.statements.size} statements, ${use.grants.length} grants used.`);
for (const statement of unused) tell(`Never used, and no reason stands for it: ${statement}`);
for (const reason of idle) tell(`A reason that excuses nothing: ${reason}`);

const grants = chooseGrants();
const unnoticed: string[] = [];
for (const grant of grants) {
  const name = `${grant.statement} ${grant.action}`;
  const refusal = await seeRefusal(assembly, grant, 'whole');
  if (refusal === undefined) unnoticed.push(name);
  tell(refusal === undefined ? `NOT NOTICED without ${name}` : `Without ${name}: ${refusal}`);
}

const result = {
  grants: grants.length,
  noticed: grants.length - unnoticed.length,
  unused,
  unnoticed,
  idleReasons: idle,
};
console.log(values.json ? JSON.stringify(result) : result);
process.exitCode = unused.length + idle.length + unnoticed.length > 0 ? 1 : 0;

function chooseGrants() {
  if (values.record) return [];
  return only === undefined ? use.grants : pickSeeded(use.grants, only, seed);
}
