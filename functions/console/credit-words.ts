import type { CreditEntry } from '../domain/participant.ts';
import { formatDays } from '../domain/wording.ts';

export function entryWords({ kind, reverses, bucket, sessionId }: CreditEntry): string {
  const what = reverses ? 'Taken back' : kind === 'waiver' ? 'Waived' : kind === 'adjustment' ? 'Corrected' : 'Earned';
  return `${what}, ${sessionId ?? (bucket === 'central' ? 'central days' : 'in school')}`;
}

export function amountWords(amount: string): string {
  const days = Number(amount);
  return days < 0 ? `${formatDays(-days)} fewer` : formatDays(days);
}
