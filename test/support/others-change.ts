import type { DrivenKind } from '../../functions/domain/driven.ts';
import { key } from '../../functions/platform/keys.ts';
import type { Write } from '../../functions/platform/table.ts';

/** A change of somebody's facts by another, on the version that they saw: what a test makes happen meanwhile. */
export function othersChange(
  { kind, id, seen }: { readonly kind: DrivenKind; readonly id: string; readonly seen: number },
  now: string,
  { set }: { readonly set?: Record<string, unknown> } = {},
): Write {
  return {
    kind: 'update',
    key: key.driven(kind, id),
    set: { ...set, wakeDue: now, version: seen + 1 },
    where: { version: seen },
  };
}
