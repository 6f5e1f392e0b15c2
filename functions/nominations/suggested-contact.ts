import * as v from 'valibot';
import type { PromisingRole } from '../domain/nomination.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

const suggested = v.object({ name: v.string(), email: v.string() });
export type SuggestedContact = v.InferOutput<typeof suggested>;

/** Where the people's item holds whom somebody named who said "not me". */
export function suggestionField(role: PromisingRole): string {
  return `suggested-${role}`;
}

/** Whom the one that was asked in a role named instead of themselves: only the school and admins see it. */
export async function readSuggestion(
  table: Table,
  id: string,
  role: PromisingRole,
): Promise<SuggestedContact | undefined> {
  const row = v.object({ [suggestionField(role)]: v.optional(suggested) });
  return (await table.get(key.people('nomination', id), row))?.[suggestionField(role)];
}
