import type { Place } from '../domain/participant.ts';

/** What a participant's place in a session is called. */
export const placeWords: Readonly<Record<Place['state'], string>> = {
  expected: 'Expected',
  apologies: 'Sent apologies',
  attended: 'Attended',
  partial: 'Attended in part',
  absent: 'Absent',
  excused: 'Excused',
  substitute: 'A substitute came',
};
