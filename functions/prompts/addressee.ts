import { addresseeOf } from '../domain/work-group-occasions.ts';
import type { PromptSubject } from './ledger-row.ts';

/**
 * Whose record holds the name and address that a prompt goes to, and whose page its links open: the subject's own, and
 * for a Work Group that of the participant whom the anchor names.
 */
export function addresseeSubject(subject: PromptSubject, anchor: string): PromptSubject {
  if (subject.kind !== 'work-group') return subject;
  const id = addresseeOf(anchor);
  return id === undefined ? subject : { kind: 'participant', id };
}
