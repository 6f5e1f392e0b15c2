import * as z from 'zod/mini';
import type { PromisingRole } from '../domain/nomination.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

const suggested = z.object({ name: z.string(), email: z.string() });
export type SuggestedContact = z.infer<typeof suggested>;

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
  const row = z.object({ [suggestionField(role)]: z.optional(suggested) });
  return (await table.get(key.people('nomination', id), row))?.[suggestionField(role)];
}
