import type { PlainDate } from './ids.ts';

/** A version of the privacy notice, and what it changed, in the words of the e-mail that tells of it (C8). */
export interface PrivacyNotice {
  readonly version: string;
  readonly publishedOn: PlainDate;
  /** Nothing in the first version, which everybody read as it was. */
  readonly changes: readonly string[];
}

/** The oldest first. Whoever changes the notice adds its version here, and says what is different. */
export const privacyNotices: readonly PrivacyNotice[] = [
  { version: '2026-03', publishedOn: '2026-03-02', changes: [] },
];

/** The version that is shown. Kept with each nomination. */
export const privacyVersion = privacyNotices.at(-1)?.version ?? '';

/** For so long after its publication participants are told of a notice, should something stand in the way at first. */
const tellForDays = 14;

/** The notices that participants are to be told of on a day: those that are new and changed something. */
export function noticesToTell(notices: readonly PrivacyNotice[], today: PlainDate): PrivacyNotice[] {
  const dayOf = (date: PlainDate) => Date.parse(date) / 86_400_000;
  return notices.filter(({ publishedOn, changes }) => {
    const age = dayOf(today) - dayOf(publishedOn);
    return changes.length > 0 && age >= 0 && age < tellForDays;
  });
}
