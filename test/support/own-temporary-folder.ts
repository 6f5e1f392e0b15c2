import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before a run of the tests: whatever they put into the temporary folder lies in one of the run's own, which goes with it. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-tests-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
