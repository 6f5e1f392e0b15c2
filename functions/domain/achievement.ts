import { bucketTitle } from './bucket-words.ts';
import { ledgerAt } from './half-days.ts';
import type { Moments } from './moments.ts';
import type { Bucket } from './programme.ts';
import type { JourneyView } from './views.ts';
import { formatDays } from './wording.ts';

/** What somebody has done over the whole programme, in words: for whoever completed it, and for their school. */
export function achievementOf(
  view: JourneyView,
  moments: Moments,
  now: number,
): readonly { readonly label: string; readonly value: string }[] {
  const ledger = ledgerAt(view, moments, now);
  const days = (bucket: Bucket) => {
    const lines = ledger.filter((line) => line.bucket === bucket && line.needed > 0);
    const earned = lines.reduce((sum, line) => sum + line.earned, 0);
    return { label: bucketTitle(view.programme.kind, bucket), value: formatDays(earned) };
  };
  const isPair = view.programme.kind === 'work-group';
  const reviews = Object.values(view.participant.reviews).sort((a, b) => a.at.localeCompare(b.at));
  const last = reviews.at(-1);
  return [
    days('central'),
    ...(isPair ? [] : [days('in-school')]),
    ...(last ? [{ label: 'Colleagues reached', value: `${last.reached} of ${last.of}` }] : []),
    ...(isPair ? [] : [{ label: 'Department reviews', value: String(reviews.length) }]),
  ];
}
