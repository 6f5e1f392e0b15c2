import { askedAnchor, certificateLinkRule } from '../domain/built-in-mails.ts';
import type { DrivenKind } from '../domain/driven.ts';
import { type Participant, participant } from '../domain/participant.ts';
import type { RecipientRole } from '../domain/people.ts';
import { changeFacts, drivenFacts } from '../driving/change-facts.ts';
import { days, minutes } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import { enterBuiltIn } from '../prompts/enter-built-in.ts';
import type { EnterDeps } from '../prompts/enter-prompt.ts';
import { retryChange } from '../web/retry-change.ts';
import { takeLimit } from '../web/take-limit.ts';
import { changeGroup } from '../work-groups/change-group.ts';

export type FreshLinkAsked =
  | { readonly asked: true }
  | { readonly asked: false; readonly why: 'unknown' }
  | { readonly asked: false; readonly why: 'too-many'; readonly tryAgainAt: string };

const mostPerDay = 3;

interface LinkDeps extends EnterDeps {
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
    if (item?.kind === 'participant' && item.status === 'completed') return enterCertificateLink(deps, item, role);
    // Where the driving has ended there is nobody who would plan it.
    if (!item?.dueBy) return { asked: false, why: 'unknown' };
    const now = deps.clock.now();
    const linkAskedAt = { ...item.linkAskedAt, [role]: now };
    const { ok } = await deps.table.write(changeFacts(item, now, { set: { linkAskedAt } }));
    deps.log.info('fresh link asked for', { kind, id, role, written: ok });
    return ok ? { asked: true } : undefined;
  });
}

/** The same for the certificate of a participant, which their headteacher has a link to. */
export async function requestCertificateLink(
  deps: LinkDeps,
  { id, role }: { readonly id: string; readonly role: RecipientRole },
): Promise<FreshLinkAsked> {
  const refused = await refuseTooMany(deps, { kind: 'participant', id, role });
  if (refused) return refused;
  return enterCertificateLink(deps, await deps.table.get(key.driven('participant', id), participant), role);
}

/** Whoever has completed a programme gets the link to the certificate: nothing else of it is of use to them any more. */
async function enterCertificateLink(
  deps: LinkDeps,
  item: Participant | undefined,
  role: RecipientRole,
): Promise<FreshLinkAsked> {
  if (item?.status !== 'completed' || (role !== 'participant' && role !== 'head'))
    return { asked: false, why: 'unknown' };
  const { kind, id } = item;
  const anchor = askedAnchor('certificate', deps.clock.now());
  await enterBuiltIn(deps, { kind, id }, certificateLinkRule, { anchor, role });
  deps.log.info('certificate link asked for', { kind, id, role });
  return { asked: true };
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
