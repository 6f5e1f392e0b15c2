import type { Session } from '../domain/cohort.ts';
import type { Place } from '../domain/participant.ts';
import { formatShort } from '../domain/short-dates.ts';
import type { JourneyView } from '../domain/views.ts';
import { DataTable } from '../pages/components/data-table.tsx';
import { placeWords } from './place-words.ts';
import { zone } from './zone.ts';

/** The cohort's sessions in order, and what each is or was to a participant. */
export function ParticipantSessions({ view, now }: { view: JourneyView; now: string }) {
  const places = new Map(view.places.map((place) => [place.sessionId, place]));
  const sorted = [...view.sessions].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  return (
    <DataTable
      caption="Sessions"
      columns={[
        { heading: 'Session' },
        { heading: 'When' },
        { heading: 'Credit', numeric: true },
        { heading: 'Place' },
      ]}
      rows={sorted.map((session) => [
        session.title,
        formatShort(session.startsAt, zone, now),
        session.credit,
        describePlace(session, places.get(session.id), now),
      ])}
      empty="The cohort has no sessions yet."
    />
  );
}

/** What is expected of a session that is over is not yet marked. */
function describePlace({ state, endsAt }: Session, place: Place | undefined, now: string): string {
  if (state === 'cancelled') return 'Session cancelled';
  const marked = place?.state ?? 'expected';
  return marked === 'expected' && Date.parse(endsAt) < Date.parse(now) ? 'Not marked yet' : placeWords[marked];
}
