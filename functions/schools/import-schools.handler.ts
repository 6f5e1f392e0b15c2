import * as v from 'valibot';
import { readAs } from '../domain/read-as.ts';
import { commonDeps } from '../platform/deps.ts';
import { importRequest, importSchools } from './import-schools.ts';
import { linkRequest, linkSchools } from './link-schools.ts';

const deps = commonDeps();
const request = v.union([importRequest, linkRequest]);

export const handler = async (event: unknown) => {
  const read = readAs(request, event);
  return 'rows' in read ? importSchools(deps, read) : linkSchools(deps, read);
};
