import type { MailPlan, PlannedMail } from './mail-plan.ts';

/** An e-mail that one plan has and the other has not, or has at another moment. */
export type PlanChange =
  | { readonly change: 'added'; readonly after: PlannedMail }
  | { readonly change: 'gone'; readonly before: PlannedMail }
  | { readonly change: 'moved'; readonly before: PlannedMail; readonly after: PlannedMail };

/**
 * What differs from one plan to another, in order of time. The same e-mail is the same prompt about the same thing to the
 * same role of the same kind of person; of several, such as answers to deeds whose moments differ, one after the other.
 */
export function comparePlans(before: MailPlan, after: MailPlan): PlanChange[] {
  const old = named(before.mails);
  const changes: PlanChange[] = [];
  for (const [name, mail] of named(after.mails)) {
    const was = old.get(name);
    old.delete(name);
    if (!was) changes.push({ change: 'added', after: mail });
    else if (was.at !== mail.at) changes.push({ change: 'moved', before: was, after: mail });
  }
  for (const mail of old.values()) changes.push({ change: 'gone', before: mail });
  return changes.sort((a, b) => mailOf(a).at - mailOf(b).at);
}

/** The e-mail that a change is about, as it is after it where it still is. */
export function mailOf(change: PlanChange): PlannedMail {
  return change.change === 'gone' ? change.before : change.after;
}

function named(mails: readonly PlannedMail[]): Map<string, PlannedMail> {
  const seen = new Map<string, number>();
  return new Map(
    mails.map((mail) => {
      const name = [mail.kind, mail.prompt, mail.role, mail.ordinal, withoutMoments(mail.anchor)].join(' ');
      const nth = (seen.get(name) ?? 0) + 1;
      seen.set(name, nth);
      return [`${name} ${nth}`, mail];
    }),
  );
}

/** Anchors of what people did or admins changed hold its moment, which is another in each plan. */
function withoutMoments(anchor: string): string {
  return anchor.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '');
}
