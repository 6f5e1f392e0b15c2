import type { Participant } from '../domain/participant.ts';
import { findNeeds, type Needs } from '../participants/find-needs.ts';
import { key } from '../platform/keys.ts';
import type { ConsoleDeps } from './console-deps.ts';

/** What they need at sessions: in their own words, and in the words of whoever nominated them. */
export interface GivenNeeds {
  readonly own: Needs | undefined;
  readonly nominated: Needs | undefined;
}

export const noNeeds: GivenNeeds = { own: undefined, nominated: undefined };

export async function readGivenNeeds(deps: ConsoleDeps, { id, nominationId }: Participant): Promise<GivenNeeds> {
  return {
    own: await findNeeds(deps, key.needs(id)),
    nominated: await findNeeds(deps, key.nominationNeeds(nominationId)),
  };
}
