import type { DrivenKind } from '../domain/driven.ts';
import type { Instant } from '../domain/ids.ts';
import type { Where } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';

/**
 * The write that every change of a driven item's facts is made of: the change itself, `version + 1`, and `wakeDue`, in
 * one conditional write or as part of a transaction. Nobody who changes anything calls Step Functions: the table's
 * stream does the waking.
 *
 * @param seen the version that the change was decided on; the write fails when another came first.
 */
export function changeFacts(
  subject: { kind: DrivenKind; id: string; seen: number },
  now: Instant,
  change: { set?: Record<string, unknown>; remove?: readonly string[]; where?: Where } = {},
): Extract<Write, { kind: 'update' }> {
  return {
    kind: 'update',
    key: key.driven(subject.kind, subject.id),
    set: { ...change.set, wakeDue: now, version: subject.seen + 1 },
    ...(change.remove && { remove: change.remove }),
    where: { ...change.where, version: subject.seen },
  };
}
