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
}

const school = (name: string, urn: string, behaviour: SampleSchool['behaviour']): SampleSchool => {
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
};

export const sampleSchools: readonly SampleSchool[] = [
  school('Ash', '900001', 'attends-everything'),
  school('Birch', '900002', 'misses-a-day'),
  school('Cedar', '900003', 'never-answers'),
  school('Dogwood', '900004', 'is-declined'),
];
