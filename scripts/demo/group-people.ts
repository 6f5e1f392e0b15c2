/** The sample Work Group's cohort. */
export const groupId = 'sample-work-group-2026';

/** A teacher of a sample pair, and what they do in its year. */
export interface SampleMember {
  readonly name: string;
  readonly email: string;
  /** As the form asks it. */
  readonly brings: 'Mastery Specialist' | 'Mastery Advocate' | 'Neither, or not that I know';
  /** Sessions that they come to, where that is not every one. */
  readonly comes?: (sessionId: string) => boolean;
  /** After which sessions they answer about the task, where that is not after every one. */
  readonly answers?: (sessionId: string) => boolean;
}

/** A school of the sample Work Group with its pair. Everybody is plainly a sample. */
export interface SamplePair {
  readonly name: string;
  readonly urn: string;
  readonly head: string;
  readonly headEmail: string;
  readonly nominator: string;
  readonly nominatorEmail: string;
  readonly members: readonly [SampleMember, SampleMember];
  /** When others may come to a lesson of theirs, as the form has it. */
  readonly lesson: { readonly date: string; readonly time: string };
}

type Rest<T> = Omit<T, 'name' | 'email'>;

function samplePair(
  name: string,
  urn: string,
  lesson: SamplePair['lesson'],
  first: Rest<SampleMember>,
  second: Rest<SampleMember>,
): SamplePair {
  const at = `${name.toLowerCase()}.example.org`;
  return {
    name: `Sample ${name} School`,
    urn,
    head: `Sample Head ${name}`,
    headEmail: `head@${at}`,
    nominator: `Sample Nominator ${name}`,
    nominatorEmail: `maths@${at}`,
    members: [
      { name: `Sample Teacher ${name}`, email: `first@${at}`, ...first },
      { name: `Sample Partner ${name}`, email: `second@${at}`, ...second },
    ],
    lesson,
  };
}

const neither = { brings: 'Neither, or not that I know' } as const;
const beforeChristmas = (session: string) => session === 'meeting-1' || session === 'observation-1';

/** One of its members leaves in December, and a colleague takes the place over. */
export const changingPair = samplePair(
  'Ash',
  '900001',
  { date: '2026-11-24', time: '10:00' },
  { brings: 'Mastery Specialist' },
  { ...neither, comes: beforeChristmas },
);

/** Whom the headteacher names for the place. */
export const newColleague: SampleMember = {
  name: 'Sample Colleague Ash',
  email: 'third@ash.example.org',
  ...neither,
  comes: (session) => !beforeChristmas(session),
};

/** Two schools of one Trust. The second says little. */
const trustPairs = [
  samplePair('Birch', '900002', { date: '2026-12-01', time: '9:15' }, { brings: 'Mastery Advocate' }, neither),
  samplePair(
    'Gorse',
    '900007',
    { date: '2026-12-08', time: '11:30' },
    { brings: 'Mastery Specialist', answers: (session) => session !== 'meeting-1' },
    { ...neither, answers: () => false },
  ),
];

/** Nobody of it is a Specialist or an Advocate; it asks for support of its own. */
export const newToMastery = samplePair('Cedar', '900003', { date: '2027-01-19', time: '14:00' }, neither, neither);

export const groupPairs: readonly SamplePair[] = [changingPair, ...trustPairs, newToMastery];

/** Everybody who has a place in the group at some time. */
export const groupMembers: readonly SampleMember[] = [...groupPairs.flatMap(({ members }) => members), newColleague];
