import { readAs } from '../domain/read-as.ts';
import { announcementsFromEnvironment, commonDeps } from '../platform/deps.ts';
import { announceChange, announceRequest } from './announce-change.ts';

const deps = { ...commonDeps(), announcements: announcementsFromEnvironment() };

export const handler = async (event: unknown) => announceChange(deps, readAs(announceRequest, event));
