import type { DrivenKind, LedgerKind } from '../domain/driven.ts';

/** The subject behind a driven item's partition key. */
export function subjectOf(pk: string): { kind: DrivenKind; id: string } {
  const [prefix, id] = pk.split('#');
  if (id && prefix === 'PART') return { kind: 'participant', id };
  if (id && prefix === 'NOM') return { kind: 'nomination', id };
  if (id && prefix === 'OWN') return { kind: 'work-group', id };
  throw new UnknownSubject(`No driven item lives in the partition ${prefix}#…`);
}

/** Whose ledger a row is in, from its partition key. */
export function ledgerOf(pk: string): { kind: LedgerKind; id: string } {
  const [prefix, id] = pk.split('#');
  return id && prefix === 'COHORT' ? { kind: 'cohort', id } : subjectOf(pk);
}

export class UnknownSubject extends Error {
  override readonly name = 'UnknownSubject';
}
