import { bucketTitle } from '../domain/bucket-words.ts';
import { halfDayLedger } from '../domain/half-days.ts';
import type { JourneyView } from '../domain/views.ts';
import { HalfDayLedger } from '../pages/components/half-day-ledger.tsx';

/** What a participant has earned of what each part of the programme needs. */
export function ParticipantHalfDays({ view, now }: { view: JourneyView; now: string }) {
  const lines = halfDayLedger(view, now);
  return (
    <>
      <h2 class="govuk-heading-m">Half-days</h2>
      <HalfDayLedger
        buckets={lines.map(({ year, bucket, needed, earned, booked }) => ({
          name: `Year ${year}: ${bucketTitle(view.programme.kind, bucket).toLowerCase()}`,
          required: needed,
          earned,
          booked,
          ...(bucket === 'in-school' && { bookedWord: 'waiting to be acknowledged' }),
        }))}
      />
      {lines.some(({ reachable }) => !reachable) && (
        <p class="govuk-body">
          <strong>The central days can no longer be reached with the sessions that are left.</strong>
        </p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={`/admin/participants/${view.participant.id}/credit`}>
          Every entry, and what you can change
        </a>
      </p>
    </>
  );
}
