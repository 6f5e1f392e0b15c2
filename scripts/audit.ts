import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { readAs } from '../functions/domain/read-as.ts';

/**
 * `npm run audit`: every package that the lockfile installs, with its licence, and ends with 1 where one is AGPL, or
 * where a package that functions are made of has no licence that the list knows. Vulnerabilities are `npm audit`'s.
 */
const root = join(import.meta.dirname, '..');
const lock = v.object({
  packages: v.record(
    v.string(),
    v.looseObject({ version: v.optional(v.string()), license: v.optional(v.string()), dev: v.optional(v.boolean()) }),
  ),
});
const known =
  /^(MIT|MIT-0|ISC|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0)$/;

const { packages } = readAs(lock, JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
const installed = Object.entries(packages).filter(([path]) => path !== '');
const counts = new Map<string, number>();
const wrong: string[] = [];
for (const [path, { license = 'none stated', dev }] of installed) {
  counts.set(license, (counts.get(license) ?? 0) + 1);
  if (/AGPL/i.test(license)) wrong.push(`${path} is ${license}`);
  if (!dev && !license.split(/ OR | AND |[()]/).some((each) => known.test(each)))
    wrong.push(`${path} ships, and is ${license}`);
}
for (const [license, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`${count} ${license}`);
for (const line of wrong) console.error(line);
process.exitCode = wrong.length > 0 ? 1 : 0;
