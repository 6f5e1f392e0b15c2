import { longestStatement, type ProgrammeKind } from '../nominations/nomination-form.ts';
import type { Column } from './read-sheet.ts';

const school: readonly Column[] = [
  {
    field: 'urn',
    heading: 'School URN',
    also: ['URN', 'School unique reference number', 'Unique reference number'],
    needed: true,
    example: '123456',
  },
  { field: 'schoolName', heading: 'School name', also: ['School', 'Name of school'], example: 'Sample High School' },
];

const nominator: readonly Column[] = [
  {
    field: 'yourName',
    heading: 'Nominator name',
    also: ['Nominator', 'Nominated by', 'Your name'],
    needed: true,
    example: 'Sam Sample',
  },
  {
    field: 'yourEmail',
    heading: 'Nominator email',
    also: ['Nominated by email', 'Your email'],
    needed: true,
    example: 'sam@example.org',
  },
  {
    field: 'yourRole',
    heading: 'Nominator role',
    also: ['Nominator job title', 'Nominated by role', 'Your role', 'Your role at school'],
    needed: true,
    example: 'Head of mathematics',
  },
];

/** Who is nominated: of a pair the first of the two. */
function nominee(words: readonly string[]): readonly Column[] {
  const also = (what: string) => words.map((word) => `${word} ${what}`);
  return [
    {
      field: 'nomineeName',
      heading: 'Nominee name',
      also: ['Nominee', ...words, ...also('name')],
      needed: true,
      example: 'Alex Example',
    },
    { field: 'nomineeEmail', heading: 'Nominee email', also: also('email'), needed: true, example: 'alex@example.org' },
    {
      field: 'nomineeRole',
      heading: 'Nominee role',
      also: ['Nominee job title', ...also('role'), ...also('job title')],
      needed: true,
      example: 'Teacher of mathematics',
    },
    {
      field: 'earlyCareer',
      heading: 'Early career teacher (yes or no)',
      also: ['ECT', 'Nominee ECT', 'Nominee early career teacher', ...also('early career teacher')],
      needed: true,
      example: 'no',
    },
  ];
}

const experienceHeading = 'experience (specialist, advocate or neither)';

const pair: readonly Column[] = [
  {
    field: 'experience',
    heading: `Nominee ${experienceHeading}`,
    also: ['Nominee experience', 'First teacher experience'],
    needed: true,
    example: 'advocate',
  },
  {
    field: 'partnerName',
    heading: 'Second teacher name',
    also: ['Second teacher', 'Second nominee', 'Second nominee name', 'Partner name'],
    needed: true,
    example: 'Jo Example',
  },
  {
    field: 'partnerEmail',
    heading: 'Second teacher email',
    also: ['Second nominee email', 'Partner email'],
    needed: true,
    example: 'jo@example.org',
  },
  {
    field: 'partnerRole',
    heading: 'Second teacher role',
    also: ['Second nominee role', 'Second teacher job title', 'Partner role'],
    needed: true,
    example: 'Teacher of mathematics',
  },
  {
    field: 'partnerEarlyCareer',
    heading: 'Second teacher early career teacher (yes or no)',
    also: ['Second teacher ECT', 'Second nominee ECT', 'Partner ECT'],
    needed: true,
    example: 'no',
  },
  {
    field: 'partnerExperience',
    heading: `Second teacher ${experienceHeading}`,
    also: ['Second teacher experience', 'Second nominee experience', 'Partner experience'],
    needed: true,
    example: 'neither',
  },
  {
    field: 'sharedMailbox',
    heading: 'The two share a mailbox (yes or no)',
    also: ['Shared mailbox'],
    example: 'no',
  },
  {
    field: 'priorities',
    heading: 'What the department wants to work on',
    also: ['Priorities', 'Department priorities'],
    needed: true,
    example: 'Planning together.',
  },
];

const statements: readonly Column[] = [
  {
    field: 'passion',
    heading: 'Passion for teaching for mastery',
    also: ['Passion', 'Why this teacher'],
    needed: true,
    example: `In at most ${longestStatement} characters.`,
  },
  {
    field: 'workedWhere',
    heading: 'Where they have worked with others (school, schools or both)',
    also: ['Where they have worked with others', 'Worked where', 'Worked with other professionals'],
    needed: true,
    example: 'both',
  },
  {
    field: 'trackRecord',
    heading: 'Track record of working with others',
    also: ['Track record', 'Track record of working with other professionals'],
    needed: true,
    example: `In at most ${longestStatement} characters.`,
  },
];

const around: readonly Column[] = [
  {
    field: 'headName',
    heading: 'Headteacher name',
    also: ['Headteacher', 'Head name', 'Principal name'],
    needed: true,
    example: 'Robin Sample',
  },
  {
    field: 'headEmail',
    heading: 'Headteacher email',
    also: ['Head email', 'Principal email'],
    needed: true,
    example: 'robin@example.org',
  },
  {
    field: 'subjectLeadAware',
    heading: 'Subject leader knows (yes or no)',
    also: ['Subject leader aware', 'Subject lead aware', 'Subject lead knows', 'Subject leader knows and supports it'],
    needed: true,
    example: 'yes',
  },
  {
    field: 'needs',
    heading: 'Access needs',
    also: ['Needs', 'Needs to take part', 'Accessibility needs'],
    example: '',
  },
];

/** The columns of a file of nominations: what the form of that programme asks, in its order. */
export function nominationColumns(kind: ProgrammeKind): readonly Column[] {
  return kind === 'work-group'
    ? [...school, ...nominator, ...nominee(['First teacher', 'First nominee']), ...pair, ...around]
    : [...school, ...nominator, ...nominee(['Teacher', 'Lead teacher']), ...statements, ...around];
}
