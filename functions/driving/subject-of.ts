import type { DrivenKind } from '../domain/driven.ts';

/** The subject behind a driven item's partition key. */
export function subjectOf(pk: string): { kind: DrivenKind; id: string } {
  const [prefix, id] = pk.split('#');
  if (id && prefix === 'PART') return { kind: 'participant', id };
  if (id && prefix === 'NOM') return { kind: 'nomination', id };
  throw new UnknownSubject(`No driven item lives in the partition ${prefix}#…`);
}

export class UnknownSubject extends Error {
  override readonly name = 'UnknownSubject';
}
