import type { Cohort } from './cohort.ts';

/**
 * The parts that people have in the console. A viewer looks; an LLME keeps the registers, notes and reviews of the
 * cohorts that they lead; a hub lead decides everything for the people of a hub; an admin also runs the programme
 * itself: versions, cohorts, held e-mails, erasure.
 */
export const consoleRoles = ['viewer', 'llme', 'hub-lead', 'admin'] as const;
export type ConsoleRole = (typeof consoleRoles)[number];

/** The identity provider's groups for them. Whoever is in none of these may sign in and see nothing. */
export const roleGroups: Readonly<Record<ConsoleRole, string>> = {
  viewer: 'viewers',
  llme: 'llmes',
  'hub-lead': 'hub-leads',
  admin: 'admins',
};

/** The group of a hub, beside the groups of the roles: `hub:` and the id that the hub's cohorts give. */
export function hubGroup(hubId: string): string {
  return `${hubPrefix}${hubId}`;
}

const hubPrefix = 'hub:';

/**
 * What a route asks of whoever opens it. `look`: read. `mark`: what a session's lead keeps (register, notes, reviews).
 * `change`: anything about a person, a nomination or a session. `run`: what concerns a whole cohort. `export`: names and
 * addresses as a file. `erase`: what cannot be taken back.
 */
export const permissions = ['look', 'mark', 'change', 'run', 'export', 'erase'] as const;
export type Permission = (typeof permissions)[number];

const granted: Readonly<Record<ConsoleRole, readonly Permission[]>> = {
  viewer: ['look'],
  llme: ['look', 'mark'],
  'hub-lead': ['look', 'mark', 'change', 'export'],
  admin: permissions,
};

/** What the identity provider says of somebody: their parts, their hubs, and the address by which a cohort names its lead. */
export interface Access {
  readonly roles: readonly ConsoleRole[];
  readonly hubs: readonly string[];
  readonly email?: string | undefined;
}

/** Groups that the console does not know mean nothing to it. */
export function accessOf(groups: readonly string[], email?: string): Access {
  return {
    roles: consoleRoles.filter((role) => groups.includes(roleGroups[role])),
    hubs: groups.filter((group) => group.startsWith(hubPrefix)).map((group) => group.slice(hubPrefix.length)),
    email,
  };
}

interface Placed {
  readonly hub: Pick<Cohort['hub'], 'id'>;
  readonly lead: Pick<Cohort['lead'], 'email'>;
}

/**
 * Whether a role reaches a cohort. A hub's group keeps every role to that hub. Without one, admins and viewers are of
 * the programme and see every hub; a hub lead's part is nothing without a hub, nor is an LLME's, who besides sees the
 * cohorts that name them as their lead and no other.
 */
function reaches(role: ConsoleRole, { hubs, email }: Access, { hub, lead }: Placed): boolean {
  const ofHub = hubs.includes(hub.id);
  switch (role) {
    case 'admin':
    case 'viewer':
      return ofHub || hubs.length === 0;
    case 'hub-lead':
      return ofHub;
    case 'llme':
      return ofHub && email !== undefined && sameMailbox(lead.email, email);
  }
}

/** What somebody may do about a cohort and whoever is in it. */
export function permissionsAt(access: Access, cohort: Placed): ReadonlySet<Permission> {
  return new Set(access.roles.filter((role) => reaches(role, access, cohort)).flatMap((role) => granted[role]));
}

/** What somebody may do somewhere: for pages that are about no single cohort. */
export function permissionsAnywhere({ roles }: Access): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => granted[role]));
}

/** Whether nothing is kept from them: a part that is of the programme, and no hub that it is kept to. */
export function seesEverything({ roles, hubs }: Access): boolean {
  return hubs.length === 0 && (roles.includes('admin') || roles.includes('viewer'));
}

/** Stricter than what makes two nominees alike: a `+tag` may be somebody else's mailbox, and this opens a door. */
function sameMailbox(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
