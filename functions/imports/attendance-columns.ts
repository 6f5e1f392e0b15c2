import type { RegisterMark } from '../check-ins/mark-register.ts';
import type { Column } from './read-sheet.ts';

/** The columns of a sheet of who was at a session: a reference, an address, or a name with a school says who. */
export const attendanceColumns: readonly Column[] = [
  {
    field: 'reference',
    heading: 'Reference',
    also: ['Participant reference', 'Ref', 'Participant'],
    example: 'ABCD2345',
  },
  { field: 'email', heading: 'Email', also: ['Participant email', 'Teacher email'], example: 'alex@example.org' },
  {
    field: 'name',
    heading: 'Name',
    also: ['Participant name', 'Full name', 'Teacher', 'Teacher name'],
    example: 'Alex Example',
  },
  { field: 'school', heading: 'School', also: ['School name', 'URN', 'School URN'], example: 'Sample High School' },
  {
    field: 'attendance',
    heading: 'Attendance (attended, in part, absent, excused or substitute)',
    also: ['Attendance', 'Attended', 'Present', 'Status', 'Mark', 'Register'],
    needed: true,
    example: 'attended',
  },
];

const words: Readonly<Record<RegisterMark, RegExp>> = {
  attended: /^(attended|attends|present|here|yes|y|p|x|1|✓|✔|full|whole|\/)$/,
  partial: /^(partial|partly|part|in part|attended in part|half|half day|0\.5)$/,
  absent: /^(absent|no|n|a|0|missed|did not attend|dna|no show)$/,
  excused: /^(excused|authorised|authorised absence|e)$/,
  substitute: /^(substitute|sub|a substitute came|colleague came|s)$/,
};

/** The mark that a cell means; nothing where it means none. */
export function markIn(cell: string): RegisterMark | undefined {
  const typed = cell
    .trim()
    .toLowerCase()
    .replace(/[-_\s]+/g, ' ');
  const found = Object.entries(words).find(([, pattern]) => pattern.test(typed));
  return found?.[0] as RegisterMark | undefined;
}
