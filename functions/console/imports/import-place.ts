import type { ImportSubject } from '../../imports/import-subject.ts';
import type { ImportTarget } from '../../imports/staged-import.ts';

/** Where in the console a kind of file is handed in. */
export interface ImportPlace {
  readonly subject: ImportSubject;
  readonly target: ImportTarget;
  readonly path: string;
  /** What the rows are, as in a sentence. */
  readonly name: 'nominations' | 'attendance';
  /** The cohort or the session. */
  readonly of: string;
  readonly back: { readonly href: string; readonly words: string };
}

/** Where the nomination or participant of a row is shown. */
export function recordPath({ subject }: ImportPlace, id: string): string {
  return `/admin/${subject.of === 'nominations' ? 'nominations' : 'participants'}/${id}`;
}

export function rowsWords(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}
