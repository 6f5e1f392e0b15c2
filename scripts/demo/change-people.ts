import { type SampleSchool, sampleSchool } from './sample-people.ts';

const isCatchUp = (session: string) => session.startsWith('catch-up');
const inYear1 = (...others: string[]) => ['launch', 'central-1', ...others];

/** Comes to everything in the room of the cohort's own sittings. */
export const steady: SampleSchool = {
  ...sampleSchool('Ash', '900001', 'attends-everything'),
  comes: (session) => !isCatchUp(session) && !session.includes('sitting'),
};

/** Pauses from October to February. */
export const pausing: SampleSchool = {
  ...sampleSchool('Birch', '900002', 'attends-everything'),
  comes: (session) => ['launch', 'central-1', 'central-4', 'central-5', 'central-6', 'catch-up-1'].includes(session),
  logs: (date) => date >= '2027-02-22',
};

/** Withdraws in September and takes it back two days later. */
export const returning: SampleSchool = { ...steady, ...sampleSchool('Cedar', '900003', 'attends-everything') };

/** Makes way for a colleague in December. */
export const replaced: SampleSchool = {
  ...sampleSchool('Dogwood', '900004', 'attends-everything'),
  comes: (session) => inYear1('central-2').includes(session),
  logs: (date) => date < '2026-12-01',
};

/** The colleague, of the same school and the same head. */
export const colleague: SampleSchool = {
  ...replaced,
  teacher: 'Sample Teacher Damson',
  teacherEmail: 'damson@dogwood.example.org',
  joinsLater: true,
  comes: (session) => ['central-3', 'central-4', 'central-5', 'central-6', 'catch-up-1'].includes(session),
  logs: (date) => date > '2027-01-01',
};

/** Goes to another school of the hub in January, and to the second sitting of a day. */
export const moving: SampleSchool = {
  ...sampleSchool('Elder', '900005', 'attends-everything'),
  comes: (session) => !isCatchUp(session) && session !== 'central-4',
};

/** Where the one who moves goes. */
export const newSchool = {
  name: 'Sample Fir School',
  urn: '900006',
  head: 'Sample Head Fir',
  headEmail: 'head@fir.example.org',
} as const;

/** Leaves in November for good. */
export const leaving: SampleSchool = {
  ...sampleSchool('Gorse', '900007', 'attends-everything'),
  comes: (session) => inYear1().includes(session),
  logs: (date) => date < '2026-11-12',
};

/** Pauses in March and goes on in next year's cohort. */
export const resuming: SampleSchool = {
  ...sampleSchool('Hazel', '900008', 'attends-everything'),
  comes: (session) => inYear1('central-2', 'central-3', 'central-4').includes(session),
  logs: (date) => date < '2027-03-01',
};

export const changingSchools: readonly SampleSchool[] = [
  steady,
  pausing,
  returning,
  replaced,
  colleague,
  moving,
  leaving,
  resuming,
];
