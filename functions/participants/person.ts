import * as v from 'valibot';
import { participantId } from '../domain/ids.ts';
import type { Participant } from '../domain/participant.ts';
import { readAs } from '../domain/read-as.ts';
import { emailHash } from '../nominations/normalise-email.ts';
import { absent, present } from '../platform/expressions.ts';
import { key, partition } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';

const enrolment = v.object({ id: participantId, since: v.string() });

/** Notes that an enrolment is of the person behind an address: so that a later one of theirs finds it. */
export function enrolmentOf(email: string, id: string, since: string): Write {
  const item = { ...key.person(emailHash(email), id), id, since };
  return { kind: 'put', item, where: { anyOf: [{ pk: absent }, { pk: present }] } };
}

/** Enrolments of the person behind an address, the oldest first. Names are never compared: many people share one. */
export async function enrolmentsOf(table: Table, email: string): Promise<Participant['id'][]> {
  const rows = await table.queryAll({ pk: partition.person(emailHash(email)) });
  return rows
    .map((row) => readAs(enrolment, row))
    .sort((a, b) => a.since.localeCompare(b.since))
    .map(({ id }) => id);
}
