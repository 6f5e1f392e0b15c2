import type { Participant } from '../domain/participant.ts';
import type { Contact, People } from '../domain/people.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import { readPeople } from '../driving/read-people.ts';
import { findAnew } from '../people/found-row.ts';
import { days, shiftInstant } from '../platform/clock.ts';
import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';
import { changeParticipant, newOrKnown, type ParticipantDeps } from './change-participant.ts';
import { findNeeds } from './find-needs.ts';

export interface Details {
  readonly name: string;
  /** Access and dietary needs at sessions; empty where there are none. */
  readonly needs: string;
  readonly subjectLead?: { readonly name: string; readonly email: string };
}

export type DetailsConfirmed = 'confirmed' | 'not-taking-part';

/** Needs are for the sessions of a year: longer they are not kept, and are asked for again. */
const needsDays = 365;

/**
 * Records that a participant's details are right, as they put them: their name and subject leader beside the other
 * names, and their needs in an item of its own that ends by itself. The facts say only that it was done.
 */
export async function confirmDetails(deps: ParticipantDeps, id: string, details: Details): Promise<DetailsConfirmed> {
  const people = await readPeople(deps.table, 'participant', id);
  const sameNeeds = (await readNeeds(deps, id)) === details.needs;
  const outcome = await changeParticipant<DetailsConfirmed>(deps, id, ({ participant }, now) => {
    if (!isTakingPart(participant)) return { outcome: 'not-taking-part' };
    const others = peopleWrites(participant, people, details);
    const nothingNew = sameNeeds && others.length === 0 && wasJustConfirmed(participant, now);
    if (nothingNew) return { outcome: 'confirmed' };
    return {
      outcome: 'confirmed',
      change: {
        set: { detailsConfirmedAt: now },
        writes: [...others, needsWrite(id, details.needs, now)],
        what: 'details',
        to: 'confirmed',
        why: '',
        by: 'participant',
      },
    };
  });
  return outcome ?? 'not-taking-part';
}

/** The same form sent again is one confirmation; the same details on another day are another. */
function wasJustConfirmed({ detailsConfirmedAt }: Participant, now: string): boolean {
  return detailsConfirmedAt !== undefined && detailsConfirmedAt > shiftInstant(now, -days(1));
}

/** The needs that a participant gave, unless their time is over. */
export async function readNeeds(deps: Pick<ParticipantDeps, 'table' | 'clock'>, id: string): Promise<string> {
  return (await findNeeds(deps, key.needs(id)))?.needs ?? '';
}

function needsWrite(id: string, needs: string, now: string): Write {
  const expiresAt = Math.floor(Date.parse(shiftInstant(now, days(needsDays))) / 1000);
  return { kind: 'put', item: { ...key.needs(id), needs, expiresAt }, where: newOrKnown };
}

function peopleWrites(facts: Participant, people: People, { name, subjectLead }: Details): Write[] {
  const set: Record<string, unknown> = {};
  if (people.participant && people.participant.name !== name) set['people.participant.name'] = name;
  if (subjectLead) Object.assign(set, subjectLeadSet(people['subject-lead'], subjectLead));
  if (Object.keys(set).length === 0) return [];
  const epoch = people.participant?.linkEpoch;
  return [
    {
      kind: 'update',
      key: key.people('participant', facts.id),
      set,
      where: { 'people.participant.linkEpoch': epoch ?? absent },
    },
    ...findAnew(facts, {
      people: {
        ...(people.participant && { participant: { ...people.participant, name } }),
        ...(subjectLead && { 'subject-lead': subjectLead }),
      },
    }),
  ];
}

/** Another address is another person, or a corrected one: links that were sent to the old one end. */
function subjectLeadSet(known: Contact | undefined, given: { name: string; email: string }): Record<string, unknown> {
  if (known?.email === given.email && known.name === given.name) return {};
  if (known?.email === given.email) return { 'people.subject-lead.name': given.name };
  const contact: Contact = { ...given, emailState: 'ok', linkEpoch: (known?.linkEpoch ?? -1) + 1 };
  return { 'people.subject-lead': contact };
}
