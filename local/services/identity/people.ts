/** Somebody who may sign in to the console here. Plainly a sample: on AWS these are users of the pool. */
export interface SamplePerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly string[];
}

export const samplePeople: readonly SamplePerson[] = [
  { id: 'sample-admin', name: 'Sample Admin', email: 'admin@example.org', groups: ['admins'] },
  { id: 'sample-viewer', name: 'Sample Viewer', email: 'viewer@example.org', groups: ['viewers'] },
  { id: 'sample-stranger', name: 'Sample Stranger', email: 'stranger@example.org', groups: [] },
];
