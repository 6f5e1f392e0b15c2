/** A school in the story and how its teacher behaves. Everybody is plainly a sample. */
export interface SampleSchool {
  readonly name: string;
  readonly urn: string;
  readonly teacher: string;
  readonly teacherEmail: string;
  readonly head: string;
  readonly headEmail: string;
  readonly nominator: string;
  readonly nominatorEmail: string;
  readonly behaviour: 'attends-everything' | 'misses-a-day' | 'never-answers' | 'is-declined';
  /** Which sessions the teacher comes to, where that is not what their behaviour says. */
  readonly comes?: (sessionId: string) => boolean;
  /** Whether they log half a day in school on a date, where that is not always. */
  readonly logs?: (date: string) => boolean;
  /** The teacher is not nominated with the others: a colleague makes way for them later. */
  readonly joinsLater?: boolean;
}

export function sampleSchool(name: string, urn: string, behaviour: SampleSchool['behaviour']): SampleSchool {
  const at = `${name.toLowerCase()}.example.org`;
  return {
    name: `Sample ${name} School`,
    urn,
    teacher: `Sample Teacher ${name}`,
    teacherEmail: `teacher@${at}`,
    head: `Sample Head ${name}`,
    headEmail: `head@${at}`,
    nominator: `Sample Nominator ${name}`,
    nominatorEmail: `maths@${at}`,
    behaviour,
  };
}

export const sampleSchools: readonly SampleSchool[] = [
  sampleSchool('Ash', '900001', 'attends-everything'),
  sampleSchool('Birch', '900002', 'misses-a-day'),
  sampleSchool('Cedar', '900003', 'never-answers'),
  sampleSchool('Dogwood', '900004', 'is-declined'),
];
