import * as v from 'valibot';
import { type School, school } from '../../functions/domain/school.ts';

/** An open, state-funded secondary school. */
export function aSchool(changes: Partial<School> = {}): School {
  return v.parse(school, {
    urn: '123456',
    name: 'Sampleton School',
    authority: { code: '990', name: 'Sampleshire' },
    number: '4001',
    phase: 'secondary',
    type: 'Academy converter',
    funding: 'state',
    status: 'open',
    town: 'Sampleton',
    postcode: 'ZZ1 1ZZ',
    ...changes,
  });
}
