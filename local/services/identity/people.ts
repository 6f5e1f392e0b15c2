/** Somebody who may sign in to the console here. Plainly a sample: on AWS these are users of the pool. */
export interface SamplePerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly string[];
}

export const samplePeople: readonly SamplePerson[] = [
  { id: 'sample-admin', name: 'Sample Admin', email: 'admin@example.org', groups: ['admins'] },
  {
    id: 'sample-hub-lead',
    name: 'Sample Hub Lead',
    email: 'hub-lead@example.org',
    groups: ['hub-leads', 'hub:sample-maths-hub'],
  },
  // The sample cohorts name this address as their lead's.
  { id: 'sample-llme', name: 'Sample LLME', email: 'lead@example.org', groups: ['llmes', 'hub:sample-maths-hub'] },
  { id: 'sample-viewer', name: 'Sample Viewer', email: 'viewer@example.org', groups: ['viewers'] },
  { id: 'sample-stranger', name: 'Sample Stranger', email: 'stranger@example.org', groups: [] },
];
