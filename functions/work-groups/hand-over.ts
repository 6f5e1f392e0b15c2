import { normaliseEmail } from '../nominations/normalise-email.ts';
import { key } from '../platform/keys.ts';
import { readCohort } from '../programmes/read-programme.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';
import { bumpOf, type GroupDeps } from './change-group.ts';
import { readWorkGroup } from './read-work-group.ts';

export interface HandOver {
  readonly from: string;
  readonly to: { readonly name: string; readonly email: string };
  /** The cohorts whose groups are meant. */
  readonly among: readonly string[];
  readonly by: string;
}

/**
 * Hands every Work Group of a lead over to another, each in one transaction: the name and address change, links that the
 * old one was sent stop working, and the group tells the new one what they lead. Repeating it hands nothing over twice.
 */
export async function handOverGroups(deps: GroupDeps, { among, ...change }: HandOver): Promise<number> {
  let handed = 0;
  for (const id of among) {
    const { cohort } = await readCohort(deps.table, id);
    if (normaliseEmail(cohort.lead.email) === normaliseEmail(change.from) && (await handOver(deps, id, change)))
      handed += 1;
  }
  return handed;
}

async function handOver(deps: GroupDeps, id: string, { from, to, by }: Omit<HandOver, 'among'>): Promise<boolean> {
  return retryChange<boolean>(async () => {
    const view = await readWorkGroup(deps.table, id);
    if (!view || normaliseEmail(view.cohort.lead.email) !== normaliseEmail(from)) return false;
    const { group, cohort } = view;
    const now = deps.clock.now();
    const lead = { ...to, emailState: 'ok', linkEpoch: cohort.lead.linkEpoch + 1 };
    const { ok } = await deps.table.transact([
      bumpOf(group, { leadSince: now }, now),
      {
        kind: 'update',
        key: key.cohort(id),
        set: { lead },
        remove: ['leadSchoolUrn'],
        where: { 'lead.email': cohort.lead.email, 'lead.linkEpoch': cohort.lead.linkEpoch },
      },
      logLine(group, `v${group.version + 1}`, {
        what: 'the lead',
        to: 'handed over',
        why: '',
        by,
        at: now,
      }),
    ]);
    deps.log.info('group handed over', { id, by, written: ok });
    return ok ? true : undefined;
  });
}
