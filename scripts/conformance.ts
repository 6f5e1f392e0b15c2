import { parseArgs } from 'node:util';
import { readCases } from '../local/conformance/case.ts';
import { type CaseReport, checkCase, groupLines, summarise } from '../local/conformance/conformance.ts';

/** `npm run conformance -- DIR [--json]`: runs every recorded case of a folder; exits with 1 when one failed. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
  const [folder] = positionals;
  if (!folder) throw new Error('Name the folder of cases: npm run conformance -- ../shared/asl-corpus/cases');
  const reports: CaseReport[] = [];
  for (const recorded of readCases(folder)) reports.push(await checkCase(recorded));
  for (const line of groupLines(reports)) console.log(line);
  for (const { id, verdict } of reports)
    if (verdict.kind === 'failed') console.log(`${id} failed:\n  ${verdict.differences.slice(0, 10).join('\n  ')}`);
  const report = summarise(reports);
  if (values.json) console.log(JSON.stringify(report));
  else
    console.log(
      `${report.passed} of ${report.total} passed, ${report.failed.length} failed, ${report.refused.length} refused`,
    );
  process.exitCode = report.failed.length > 0 ? 1 : 0;
}

await main();
