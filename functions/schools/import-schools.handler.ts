import * as z from 'zod/mini';
import { commonDeps } from '../platform/deps.ts';
import { importRequest, importSchools } from './import-schools.ts';
import { linkRequest, linkSchools } from './link-schools.ts';

const deps = commonDeps();
const request = z.union([importRequest, linkRequest]);

export const handler = async (event: unknown) => {
  const read = request.parse(event);
  return 'rows' in read ? importSchools(deps, read) : linkSchools(deps, read);
};
