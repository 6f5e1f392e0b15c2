import type { ImportTarget } from './staged-import.ts';

/** Whoever is named in a row, by the columns that say so. */
interface RowPerson {
  /** What they are in it, as words of ours. */
  readonly as: string;
  readonly fields: readonly string[];
  readonly name: string;
  readonly email: string;
  /** The row is about them, and not only names them. */
  readonly isSubject: boolean;
}

/** What says of a row which school it is about. */
export const schoolFields = { urn: 'urn', name: 'schoolName', either: 'school' } as const;

const ofNominations: readonly RowPerson[] = [
  {
    as: 'nominee',
    fields: ['nomineeName', 'nomineeEmail', 'nomineeRole', 'earlyCareer', 'experience'],
    name: 'nomineeName',
    email: 'nomineeEmail',
    isSubject: true,
  },
  {
    as: 'second nominee',
    fields: ['partnerName', 'partnerEmail', 'partnerRole', 'partnerEarlyCareer', 'partnerExperience'],
    name: 'partnerName',
    email: 'partnerEmail',
    isSubject: true,
  },
  {
    as: 'nominator',
    fields: ['yourName', 'yourEmail', 'yourRole'],
    name: 'yourName',
    email: 'yourEmail',
    isSubject: false,
  },
  { as: 'headteacher', fields: ['headName', 'headEmail'], name: 'headName', email: 'headEmail', isSubject: false },
];

const ofAttendance: readonly RowPerson[] = [
  { as: 'participant', fields: ['reference', 'email', 'name'], name: 'name', email: 'email', isSubject: true },
];

/** Who may be named in a row of a file of that kind. */
export function peopleInRows(of: ImportTarget['of']): readonly RowPerson[] {
  return of === 'nominations' ? ofNominations : ofAttendance;
}
