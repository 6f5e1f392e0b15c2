import * as z from 'zod';
import { cohortId, halfDays, instant, plainDate, programmeKey, sessionId } from './ids.ts';
import { contact } from './people.ts';

export const sessionKind = z.enum(['launch', 'central', 'catch-up', 'meeting', 'observation']);
export const sessionMode = z.enum(['online', 'face-to-face', 'hybrid']);

/** A dated session of a cohort. `revision` rises with every change that participants must hear of. */
export const session = z.object({
  id: sessionId,
  cohortId,
  /** The programme's day that it delivers (`central-1`). */
  day: z.string(),
  title: z.string(),
  kind: sessionKind,
  mode: sessionMode,
  credit: halfDays,
  year: z.int().min(1),
  startsAt: instant,
  endsAt: instant,
  venue: z.string(),
  joinUrl: z.url().optional(),
  checkInCode: z.string(),
  revision: z.int().min(1),
  icsSequence: z.int().min(0),
  state: z.enum(['planned', 'cancelled']),
});
export type Session = z.infer<typeof session>;

export const term = z.object({
  key: z.string(),
  title: z.string(),
  year: z.int(),
  startsOn: plainDate,
  endsOn: plainDate,
});
export type Term = z.infer<typeof term>;

/** A run of a programme for one hub. `calendarRevision` rises with every change of its sessions or terms. */
export const cohort = z.object({
  id: cohortId,
  programme: z.object({ key: programmeKey, version: z.int().min(1) }),
  hub: z.object({ id: z.string(), name: z.string(), runBy: z.string(), replyTo: z.string() }),
  title: z.string(),
  sample: z.boolean(),
  lead: contact,
  capacity: z.int().min(1),
  opensAt: instant,
  closesAt: instant,
  years: z.array(z.object({ number: z.int(), startsOn: plainDate, endsOn: plainDate })).min(1),
  terms: z.array(term),
  /** Days on which the hub's schools are closed, beside weekends and English bank holidays. */
  holidays: z.array(z.object({ from: plainDate, to: plainDate, title: z.string() })),
  calendarRevision: z.int().min(1),
});
export type Cohort = z.infer<typeof cohort>;
