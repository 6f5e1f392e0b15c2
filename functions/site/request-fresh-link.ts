import type { DrivenKind } from '../domain/driven.ts';
import type { Participant } from '../domain/participant.ts';
import type { RecipientRole } from '../domain/people.ts';
import { changeFacts, drivenFacts } from '../driving/change-facts.ts';
import { type Clock, days, minutes } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import { retryChange } from '../web/retry-change.ts';
import { takeLimit } from '../web/take-limit.ts';
import { changeGroup } from '../work-groups/change-group.ts';

export type FreshLinkAsked =
  | { readonly asked: true }
  | { readonly asked: false; readonly why: 'unknown' }
  | { readonly asked: false; readonly why: 'too-many'; readonly tryAgainAt: string };

const mostPerDay = 3;

interface LinkDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Notes that somebody with a genuine but expired link asks for a fresh one. The planner then has it sent to the address
 * on file, whoever asked: at most one in ten minutes and three a day.
 */
export async function requestFreshLink(
  deps: LinkDeps,
  whose: { readonly kind: DrivenKind; readonly id: string; readonly role: RecipientRole },
): Promise<FreshLinkAsked> {
  const { kind, id, role } = whose;
  const refused = await refuseTooMany(deps, whose);
  if (refused) return refused;
  return retryChange<FreshLinkAsked>(async () => {
    const item = await deps.table.get(key.driven(kind, id), drivenFacts);
    // Where the driving has ended there is nobody who would send it.
    if (!item?.dueBy) return { asked: false, why: 'unknown' };
    const now = deps.clock.now();
    const linkAskedAt = { ...item.linkAskedAt, [role]: now };
    const { ok } = await deps.table.write(changeFacts(item, now, { set: { linkAskedAt } }));
    deps.log.info('fresh link asked for', { kind, id, role, written: ok });
    return ok ? { asked: true } : undefined;
  });
}

/**
 * The same for a school's page of its pair: the Work Group sends it, since it is driven for the whole year, also when
 * nobody of the school takes part any more. The addresses are those of a participant's record.
 */
export async function requestPairLink(
  deps: LinkDeps,
  groupId: string,
  wish: { readonly participantId: Participant['id']; readonly role: RecipientRole },
): Promise<FreshLinkAsked> {
  const refused = await refuseTooMany(deps, { kind: 'participant', id: wish.participantId, role: wish.role });
  if (refused) return refused;
  const outcome = await changeGroup<FreshLinkAsked>(deps, groupId, ({ view: { group } }, at) => {
    if (!group.dueBy) return { outcome: { asked: false, why: 'unknown' } };
    const others = group.linkWishes.filter(
      ({ participantId, role }) => participantId !== wish.participantId || role !== wish.role,
    );
    return {
      outcome: { asked: true },
      change: {
        set: { linkWishes: [...others, { ...wish, at }] },
        writes: [],
        what: 'a fresh link',
        to: 'asked for',
        why: '',
        by: wish.role,
      },
    };
  });
  return outcome ?? { asked: false, why: 'unknown' };
}

async function refuseTooMany(
  deps: LinkDeps,
  { kind, id, role }: { readonly kind: DrivenKind; readonly id: string; readonly role: RecipientRole },
): Promise<FreshLinkAsked | undefined> {
  for (const [most, windowMs] of [
    [1, minutes(10)],
    [mostPerDay, days(1)],
  ] as const) {
    const taken = await takeLimit(deps, { what: `fresh-link#${kind}#${id}#${role}#${most}`, most, windowMs });
    if (!taken.ok) return { asked: false, why: 'too-many', tryAgainAt: taken.tryAgainAt };
  }
  return undefined;
}
