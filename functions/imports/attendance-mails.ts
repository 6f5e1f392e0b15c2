import { decideMark } from '../check-ins/mark-register.ts';
import type { RecipientRole } from '../domain/people.ts';
import type { ParticipantDeps } from '../participants/change-participant.ts';
import { previewChange } from '../participants/effect.ts';
import type { PlannedRow, Take } from './planned-row.ts';

/** E-mails of one kind that marks bring at once. */
export interface ToldOfMarks {
  readonly role: RecipientRole;
  readonly purpose: string;
  readonly count: number;
}

export interface MailsOfMarks {
  readonly atOnce: readonly ToldOfMarks[];
  /** E-mails on later days that marks bring, and e-mails that are planned and will not be sent. */
  readonly later: number;
  readonly stops: number;
}

/** So many journeys are planned at once: enough to wait for the table together, few enough to be kind to it. */
const atOnce = 10;

/** Who would be written to if the rows of a sheet of attendance were taken in: each journey planned with its mark. */
export async function mailsOfMarks(
  deps: ParticipantDeps,
  sessionId: string,
  rows: readonly PlannedRow[],
): Promise<MailsOfMarks> {
  const takes = rows.flatMap((row) => (row.will === 'make' ? [row.take] : []));
  const told = new Map<string, ToldOfMarks>();
  let [later, stops] = [0, 0];
  for (let start = 0; start < takes.length; start += atOnce) {
    const effects = await Promise.all(
      takes.slice(start, start + atOnce).map((take) => effectOf(deps, sessionId, take)),
    );
    for (const effect of effects) {
      later += effect?.comes ?? 0;
      stops += effect?.stops ?? 0;
      for (const { role, purpose } of effect?.told ?? []) {
        const count = (told.get(`${role} ${purpose}`)?.count ?? 0) + 1;
        told.set(`${role} ${purpose}`, { role, purpose, count });
      }
    }
  }
  return { atOnce: [...told.values()], later, stops };
}

async function effectOf(deps: ParticipantDeps, sessionId: string, take: Take) {
  if (take.as !== 'mark') return undefined;
  const { participantId, mark } = take;
  const preview = await previewChange(deps, participantId, (view, now) =>
    decideMark(view, sessionId, { mark, by: 'admin', why: '' }, now),
  );
  return preview?.kind === 'change' ? preview.effect : undefined;
}
