// Reads the test runner's own JSON report and says aloud what was skipped; the last line is its count.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const tests = report.testResults.flatMap((file) => file.assertionResults);
const of = (...states) => tests.filter(({ status }) => states.includes(status));
const skipped = of('skipped', 'pending', 'todo', 'disabled');
for (const { fullName } of skipped) console.log(`skipped: ${fullName}`);
const brokenFiles = report.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
);
for (const { name, message } of brokenFiles) console.log(`broken file: ${name}: ${message}`);
const failed = of('failed').length + brokenFiles.length;
const passed = of('passed').length;
const counts = `${passed} passed, ${failed} failed`;
console.log(skipped.length > 0 ? `${counts}, ${skipped.length} skipped` : counts);
process.exit(failed > 0 || passed === 0 || !report.success ? 1 : 0);
