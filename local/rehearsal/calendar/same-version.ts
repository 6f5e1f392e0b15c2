import { isScalar, parseDocument } from 'yaml';
import type { SourceFile } from '../stage.ts';

/**
 * A cohort's file as if it had been opened with the version that a programme's file holds: a draft of the next version is
 * rehearsed on the calendar of today's cohort. Only that number changes, so that mistakes are still told by their lines.
 */
export function onVersionOf(programme: SourceFile, cohort: SourceFile): SourceFile {
  const version = parseDocument(programme.text).get('version');
  const named = parseDocument(cohort.text).getIn(['programme', 'version'], true);
  if (!isScalar(named) || !named.range || typeof version !== 'number') return cohort;
  const [from, to] = named.range;
  return { file: cohort.file, text: `${cohort.text.slice(0, from)}${version}${cohort.text.slice(to)}` };
}
