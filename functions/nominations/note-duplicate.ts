import { nomination } from '../domain/nomination.ts';
import { changeFacts } from '../driving/change-facts.ts';
import { readPeople } from '../driving/read-people.ts';
import { findAnew } from '../people/found-row.ts';
import { present } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';

/**
 * The writes by which whoever nominated the same teacher for the same school again is told the reference that stands.
 * Nothing where nobody drives the nomination any more: the page has told them.
 */
export async function noteDuplicate(
  table: Table,
  id: string,
  nominator: { readonly name: string; readonly email: string },
  now: string,
): Promise<Write[]> {
  const facts = await table.get(key.driven('nomination', id), nomination);
  if (!facts?.dueBy) return [];
  const linkEpoch = (await readPeople(table, 'nomination', id))['second-nominator']?.linkEpoch ?? 0;
  const contact = { name: nominator.name, email: nominator.email, emailState: 'ok', linkEpoch };
  return [
    changeFacts(facts, now, { set: { duplicateAt: now } }),
    {
      kind: 'update',
      key: key.people('nomination', id),
      set: { 'people.second-nominator': contact },
      where: { people: present },
    },
    ...findAnew(facts, { people: { 'second-nominator': contact } }),
  ];
}
