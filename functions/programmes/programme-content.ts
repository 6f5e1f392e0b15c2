import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { checkProgramme, type KnownTemplates } from '../domain/check-programme.ts';
import { type Programme, programme } from '../domain/programme.ts';
import { type Checked, checkContent } from './check-content.ts';

/** What a file may say: nothing beside what the planner knows. */
export const programmeFile = v.strictObject(programme.entries);

/** @param knownTemplates the keys of the e-mails that exist: a prompt with another template is refused */
export function checkProgrammeContent(content: unknown, knownTemplates: KnownTemplates): Checked<Programme> {
  return checkContent(content, programmeFile, (value) => checkProgramme(value, knownTemplates));
}

/** SHA-256 of a version's content, whatever the order of its keys: two versions of the same content have the same. */
export function programmeHash(content: Programme): string {
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(content)))
    .digest('hex');
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sortKeys(each)]));
}
