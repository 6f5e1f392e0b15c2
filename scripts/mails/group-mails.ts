import { readFileSync } from 'node:fs';
import { participant } from '../../functions/domain/participant.ts';
import { occasion } from '../../functions/domain/prompt.ts';
import type { WorkGroupAbout, WorkGroupPrompt } from '../../functions/domain/prompt-rule.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import type { WorkGroupView } from '../../functions/domain/views.ts';
import { observation, pulse, supportRequest, workGroup } from '../../functions/domain/work-group.ts';
import { readCohortFile } from '../../functions/programmes/read-cohort-file.ts';
import { readProgrammeFile } from '../../functions/programmes/read-programme-file.ts';
import { contactOf } from '../../functions/prompts/contact-of.ts';
import { ledgerRow } from '../../functions/prompts/ledger-row.ts';
import { templateKeys } from '../../functions/prompts/templates/template-keys.ts';
import { samplePeople } from './sample-facts.ts';
import type { SampleMail } from './sample-mails.ts';

const text = (file: string) => readFileSync(new URL(`../../programmes/${file}`, import.meta.url), 'utf8');

function read() {
  const file = 'secondary-work-group.yaml';
  const programme = readProgrammeFile(text(file), file, templateKeys);
  if (!programme.ok) throw new Error(`${file} has mistakes`);
  const named = 'cohorts/sample-work-group-2026.yaml';
  const group = readCohortFile(
    text(named),
    named,
    () => programme.programme,
    (session) => session.replace(/\W/g, '').slice(0, 6).toUpperCase(),
  );
  if (!group.ok) throw new Error(`${named} has mistakes`);
  return { programme: programme.programme, cohort: group.cohort, sessions: group.sessions };
}

export const group = read();
const at = '2026-11-10T16:00:00.000Z';

const driven = {
  version: 4,
  leg: 1,
  turn: 3,
  epoch: 0,
  legBeganAt: '2026-04-20T09:00:00Z',
  legBeganAtTurn: 0,
  shard: 'S1',
  dueBy: '2026-12-01T09:00:00Z',
  programme: { key: group.programme.key, version: group.programme.version },
  cohortId: group.cohort.id,
};

const member = (id: string, nominationId: string, schoolName: string, partnerId: string) =>
  readAs(participant, {
    ...driven,
    kind: 'participant',
    id,
    nominationId,
    schoolUrn: '900001',
    schoolName,
    status: 'year-1',
    statusSince: '2026-09-01T09:00:00Z',
    enrolledAt: '2026-05-06T13:00:00Z',
    reviews: {},
    decisions: {},
    pair: { partnerId, experience: 'neither' },
  });

const visit = {
  slotId: 'SQTT2345',
  hostPairId: 'NEMN2345',
  visitorPairId: 'NEMN3456',
  startsAt: '2026-11-25T10:00:00Z',
  endsAt: '2026-11-25T11:00:00Z',
  focus: 'How pupils explain why a method works',
  lesson: 'Year 8, fractions',
  revisedAt: '2026-11-09T09:00:00Z',
};

function view(changes: Partial<WorkGroupView>): WorkGroupView {
  return {
    ...group,
    group: readAs(workGroup, {
      ...driven,
      kind: 'work-group',
      id: group.cohort.id,
      status: 'running',
      statusSince: '2026-09-29T12:30:00Z',
      leadSince: '2026-11-02T09:00:00Z',
    }),
    participants: [
      member('PART2345', 'NEMN2345', 'Example School', 'PART3456'),
      member('PART3456', 'NEMN2345', 'Example School', 'PART2345'),
      member('PART4567', 'NEMN3456', 'Another Example School', 'PART5678'),
    ],
    pairNotes: [],
    pulses: [
      readAs(pulse, {
        sessionId: 'meeting-1',
        participantId: 'PART2345',
        pairId: 'NEMN2345',
        done: 'partly',
        withWhom: 'the Year 8 team',
        changed: 'we plan with one representation',
        reached: 3,
        of: 7,
        at: '2026-11-03T16:30:00Z',
      }),
    ],
    slots: [],
    observations: [readAs(observation, { ...visit, id: 'VXST2345', state: 'matched', revision: 1 })],
    supportRequests: [
      readAs(supportRequest, {
        id: 'REQW2345',
        pairId: 'NEMN2345',
        askedBy: 'PART2345',
        for: 'school',
        wish: 'Help to plan a unit on proportion with the whole department.',
        state: 'assigned',
        holder: 'hub',
        heldSince: '2026-11-02T09:00:00Z',
        stay: 2,
        assignedTo: 'Sample Hub Lead',
        halfDays: 2,
        answer: 'We come on two Wednesdays.',
        at: '2026-11-01T09:00:00Z',
        stateSince: '2026-11-02T09:00:00Z',
      }),
    ],
    guests: [],
    prompts: [],
    ...changes,
  };
}

const anchors: Record<WorkGroupAbout, string> = {
  pair: 'pair:NEMN2345:PART2345',
  'no-specialist': 'no-specialist:NEMN2345:PART2345',
  gap: 'gap:NEMN2345:PART2345',
  missing: 'missing:NEMN2345:PART2345',
  task: 'task:meeting-1:PART2345',
  'task-summary': 'task-summary:meeting-1',
  slots: 'slots:offer:PART2345',
  'visit-change': 'visit-change:VXST2345@1:PART2345',
  visit: 'visit:VXST2345:PART2345',
  'support-asked': 'support-asked:REQW2345:PART2345',
  'support-assigned': 'support-assigned:REQW2345:PART2345',
  'support-delivered': 'support-delivered:REQW2345:PART2345',
  'support-held': 'support-held:REQW2345@2:PART2345',
  'lead-change': 'lead-change:2026-11-02T09:00:00Z',
  'link-request': 'link:2026-11-02T09:00:00Z:PART2345',
};

interface Scene {
  readonly label?: string;
  readonly changes: Partial<WorkGroupView>;
  readonly anchor: string;
}

/** A moved and a cancelled visit are told by the template of a matched one. */
function scenesOf({ about }: WorkGroupPrompt): Scene[] {
  const plain = { changes: {}, anchor: anchors[about] };
  if (about !== 'visit-change') return [plain];
  const changed = (label: string, state: string): Scene => ({
    label,
    anchor: 'visit-change:VXST2345@2:PART2345',
    changes: {
      observations: [
        readAs(observation, { ...visit, id: 'VXST2345', state, revision: 2, revisedBecause: 'A trip on that day.' }),
      ],
    },
  });
  return [plain, changed('moved', 'matched'), changed('cancelled', 'cancelled')];
}

/** Every e-mail about a Work Group, to every role, for sample people. */
export function groupMails(): SampleMail[] {
  return group.programme.prompts.flatMap((rule) =>
    rule.subject !== 'work-group'
      ? []
      : rule.sends.flatMap(({ to }, ordinal) =>
          to.flatMap((role) => scenesOf(rule).map((scene) => groupMail(rule, ordinal, role, scene))),
        ),
  );
}

function groupMail(
  rule: WorkGroupPrompt,
  ordinal: number,
  role: SampleMail['role'],
  { label, changes, anchor }: Scene,
): SampleMail {
  const people = { ...samplePeople, partner };
  const contact = contactOf(role, people, group.cohort);
  if (!contact) throw new Error(`The sample people have no ${role}`);
  const { cohort, programme } = group;
  const row = readAs(ledgerRow, {
    ...readAs(occasion, { prompt: rule.key, anchor, ordinal, role }),
    state: 'sending',
    plannedFor: at,
    because: `to ${rule.purpose}`,
    queuedAt: at,
    atVersion: 4,
    attempts: 1,
    lane: rule.lane,
  });
  const parts = [rule.key, role, ...(ordinal > 0 ? [`${ordinal + 1}`] : []), ...(label ? [label] : [])];
  return {
    name: parts.join('.'),
    code: rule.code,
    role,
    sendable: {
      subject: { kind: 'work-group', id: cohort.id, version: 4, programme, cohort, view: view(changes) },
      people,
      contact,
      rule,
      row,
      now: at,
    },
  };
}

const partner = { name: 'Noor Partner', email: 'noor.partner@example.org', emailState: 'ok', linkEpoch: 0 } as const;
