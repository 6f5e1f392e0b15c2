import type { Cohort } from '../domain/cohort.ts';
import type { Contact, People, RecipientRole } from '../domain/people.ts';

/** Who is written to in a role: the cohort's lead and hub stand with the cohort, everybody else with the subject. */
export function contactOf(role: RecipientRole, people: People, cohort: Cohort): Contact | undefined {
  if (role === 'lead') return cohort.lead;
  if (role === 'admins') return { name: cohort.hub.name, email: cohort.hub.replyTo, emailState: 'ok', linkEpoch: 0 };
  return people[role];
}

/** Whether two addresses are one, as far as mail goes in practice: case and surrounding space don't count. */
export function sameAddress(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
