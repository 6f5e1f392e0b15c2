import { dateOfDay, dayOf, type WorkingCalendar } from '../../../functions/domain/calendar.ts';
import type { Cohort, Session } from '../../../functions/domain/cohort.ts';
import { computeMoments, type Moments } from '../../../functions/domain/moments.ts';
import type { RecipientRole } from '../../../functions/domain/people.ts';
import type { Programme } from '../../../functions/domain/programme.ts';
import { ruleTitle } from '../../../functions/domain/prompt-title.ts';
import { readCohort } from '../../../functions/programmes/read-programme.ts';
import type { Sendable } from '../../../functions/prompts/deliver-prompt.ts';
import { type Happening, perform } from '../perform.ts';
import { type Script, setStage } from '../stage.ts';
import { TallyKeeper } from '../tally-keeper.ts';
import { type Kind, kindsOfPeople } from './kinds.ts';
import { type Move, moveOf } from './move.ts';

/** An e-mail that somebody would be sent. */
export interface PlannedMail {
  /** About which kind of person. */
  readonly kind: string;
  /** Epoch milliseconds, and the date there on the wall clock of the programme. */
  readonly at: number;
  readonly date: string;
  readonly role: RecipientRole;
  /** Who it is to: one address, one person. */
  readonly to: string;
  readonly prompt: string;
  readonly code: string;
  /** What it is called: “Session reminder”. */
  readonly title: string;
  /** `to remind this participant about Central day 3` */
  readonly because: string;
  readonly anchor: string;
  readonly ordinal: number;
  /** The session that it leads up to, as it stood when the e-mail went. */
  readonly before?: { readonly title: string; readonly endsAt: number };
}

/** Every e-mail about one of each kind of people, and the calendar that they fall on. */
export interface MailPlan {
  readonly programme: Programme;
  readonly cohort: Cohort;
  readonly sessions: readonly Session[];
  readonly calendar: WorkingCalendar;
  readonly kinds: readonly Kind[];
  readonly mails: readonly PlannedMail[];
}

/**
 * Rehearses one person of each kind, by the real machines, planner and mailer's decisions, and answers every e-mail.
 *
 * @param move a session that is moved on the way, as an admin would move it
 */
export async function planMails(script: Omit<Script, 'rates'>, move?: Move): Promise<MailPlan> {
  const stage = await setStage(script);
  const { cohort, sessions } = await readCohort(stage.table, stage.cohortId);
  const { programme, calendar } = stage.moments;
  const moved = move && moveOf(move, { cohort, sessions, programme, calendar });
  const happenings: readonly Happening[] = moved ? [moved.happening] : [];
  const mails: PlannedMail[] = [];
  const onPrompt = (at: number, person: number | undefined, sendable: Sendable): void => {
    const kind = kindsOfPeople[person ?? -1];
    if (kind) mails.push(mailOf(at, kind, sendable, calendar, (id) => moved?.sessionAt(id, at) ?? byId.get(id)));
  };
  const byId = new Map(sessions.map((session) => [session.id as string, session]));
  const after = moved ? sessions.map((session) => moved.sessionAt(session.id, stage.endsAt) ?? session) : sessions;
  await perform(stage, livesOn(computeMoments(programme, cohort, after), script.seed), {
    keeper: new TallyKeeper(),
    written: new Set(),
    happenings,
    onPrompt,
  });
  return {
    programme,
    cohort,
    sessions: after,
    calendar,
    kinds: kindsOfPeople,
    mails: mails.sort((a, b) => a.at - b.at),
  };
}

/** People come to a moved session when it takes place. */
function livesOn(moments: Moments, seed: number) {
  return kindsOfPeople.map((kind, person) => kind.live({ moments, seed }, person));
}

function mailOf(
  at: number,
  kind: Kind,
  { row, rule, contact }: Sendable,
  calendar: WorkingCalendar,
  sessionOf: (id: string) => Session | undefined,
): PlannedMail {
  const leadsUp = 'about' in rule && rule.about === 'session' && 'from' in rule && rule.from === 'start';
  const session = leadsUp ? sessionOf(row.anchor.split(':')[1] ?? '') : undefined;
  return {
    kind: kind.key,
    at,
    date: dateOfDay(calendar, dayOf(calendar, at)),
    role: row.role,
    to: contact.email,
    prompt: row.prompt,
    code: rule.code,
    title: ruleTitle(rule),
    because: row.because,
    anchor: row.anchor,
    ordinal: row.ordinal,
    ...(session && { before: { title: session.title, endsAt: Date.parse(session.endsAt) } }),
  };
}
