import type { Driven } from './driven.ts';
import { recipientRole } from './people.ts';
import type { Base } from './timetable.ts';

/** Each person's last wish for a fresh link: sent to the address on file, to nobody else, once. */
export function linkRequestBases({ linkAskedAt = {} }: Pick<Driven, 'linkAskedAt'>): Base[] {
  return recipientRole.options.flatMap((role) => {
    const asked = linkAskedAt[role];
    if (asked === undefined) return [];
    return [{ anchor: `link:${asked}`, at: Date.parse(asked), about: 'a fresh link', only: role }];
  });
}
