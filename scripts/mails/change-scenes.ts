import type { Session } from '../../functions/domain/cohort.ts';
import type { RecipientRole } from '../../functions/domain/people.ts';
import { promptRow } from '../../functions/domain/prompt.ts';
import type { ParticipantPrompt } from '../../functions/domain/prompt-rule.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import { reviseSession, type SessionChange } from '../../functions/domain/session-change.ts';
import { cohort, sessions } from './sample-facts.ts';
import type { Scene } from './sample-mails.ts';

/** A session of which the participant and the head were told, and what an admin then made of it. */
export function changeScenes(rule: ParticipantPrompt): Scene[] {
  const at = '2026-11-12T10:00:00.000Z';
  const times = { startsAt: '2026-11-26T09:30:00.000Z', endsAt: '2026-11-26T15:30:00.000Z' };
  const cancelled = { change: 'cancel' } as const;
  if (rule.onlyIf.includes('cancelled'))
    return [scene('cancelled', 'central-2', at, [[cancelled, 'The room has no heating this week.']])];
  const online = { change: 'edit', mode: 'online', venue: '', joinUrl: 'https://meet.example.org/central-2' } as const;
  const link = { change: 'edit', joinUrl: 'https://meet.example.org/another-room' } as const;
  return [
    scene('time', 'central-2', at, [[{ change: 'edit', ...times }, 'The hall is needed for an exam on that day.']]),
    scene('place', 'central-2', at, [
      [{ change: 'edit', venue: 'Sample Library, Example Lane' }, 'The heating failed.'],
    ]),
    scene('online', 'central-2', at, [[online, 'Snow is expected.']]),
    scene('link', 'central-3', '2027-01-21T13:00:00.000Z', [[link, 'The first room would not open.']]),
    scene('on-again', 'central-2', at, [
      [cancelled, 'The room has no heating this week.'],
      [
        { change: 'reinstate', startsAt: '2026-11-19T09:30:00.000Z', endsAt: '2026-11-19T15:30:00.000Z' },
        'The heating works again.',
      ],
    ]),
  ];
}

function scene(label: string, id: string, at: string, changes: readonly (readonly [SessionChange, string])[]): Scene {
  let session = sessions.find((each) => each.id === id);
  const told: number[] = [];
  for (const [change, reason] of changes) {
    if (!session) throw new Error(`There is no session ${id}`);
    told.push(session.revision);
    session = changed(session, change, reason, at);
  }
  if (!session) throw new Error(`There is no session ${id}`);
  const present = session;
  return {
    label,
    at,
    anchor: `session:${id}@${present.revision}`,
    given: {},
    changed: {
      sessions: sessions.map((each) => (each.id === id ? present : each)),
      prompts: told.flatMap((revision) =>
        (['participant', 'head'] as const).map((role) => toldRow(id, revision, role, at)),
      ),
    },
  };
}

function changed(session: Session, change: SessionChange, reason: string, now: string): Session {
  const revised = reviseSession(session, change, { cohort, sessions, now, reason });
  if (!revised.ok) throw new Error(`The sample change is refused: ${revised.why}`);
  return revised.sessions[0];
}

function toldRow(id: string, revision: number, role: RecipientRole, at: string) {
  return readAs(promptRow, {
    prompt: revision === 1 ? 'session-saved' : 'session-cancelled',
    anchor: revision === 1 ? `session:${id}` : `session:${id}@${revision}`,
    ordinal: 0,
    role,
    state: 'delivered',
    plannedFor: at,
    because: 'to tell of the date',
    queuedAt: at,
    aboutRevision: revision,
    atVersion: 1,
    attempts: 1,
  });
}
