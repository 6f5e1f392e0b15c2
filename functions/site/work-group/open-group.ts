import type { Pair } from '../../domain/pairs.ts';
import { type GroupSituation, pairOfMember } from '../../domain/work-group-situation.ts';
import { problemPage } from '../../web/problem-page.ts';
import { withParticipant } from '../me.tsx';
import type { ParticipantLink } from '../open-link.tsx';
import type { SiteDeps } from '../site-deps.ts';
import type { SiteContext } from '../site-page.tsx';
import { readSituation } from './read-situation.ts';

/** A participant's link, with their pair and what goes on in their Work Group. */
export interface MemberLink extends ParticipantLink {
  readonly groupId: string;
  readonly situation: GroupSituation;
  readonly pair: Pair;
}

/** Opens a participant's link for a page about their Work Group, or shows why there is none. */
export function withMember(
  deps: SiteDeps,
  c: SiteContext,
  answer: (opened: MemberLink) => Promise<Response> | Response,
): Promise<Response> {
  return withParticipant(deps, c, async (opened) => {
    const { id, cohortId } = opened.view.participant;
    const situation = await readSituation(deps, cohortId);
    const pair = situation && pairOfMember(situation, id);
    if (!situation || !pair) return problemPage(deps, c, { kind: 'not-found' });
    return answer({ ...opened, groupId: cohortId, situation, pair });
  });
}

/** "Leave out names of pupils", where notes seem to have some. */
export function namesMessage(names: readonly string[]): string {
  return `Leave out pupils’ names: “${names.slice(0, 3).join('”, “')}” looks like one. Write “a pupil” instead`;
}
