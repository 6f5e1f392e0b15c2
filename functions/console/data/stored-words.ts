import { capital, formatMoment } from '../../domain/wording.ts';
import { zone } from '../zone.ts';

/** What drives the workflow and says nothing of the person; the JSON file has it. */
export const internal: ReadonlySet<string> = new Set([
  'pk',
  'sk',
  'kind',
  'version',
  'leg',
  'turn',
  'epoch',
  'legBeganAt',
  'legBeganAtTurn',
  'restarts',
  'shard',
  'wait',
  'wakeDue',
  'dueBy',
  'announced',
  'parked',
  'restored',
  'id',
  'cohortId',
  'stint',
  'need',
  'needFrom',
]);

/** Their values are words of ours, not of anybody who typed. */
const coded: ReadonlySet<string> = new Set([
  'status',
  'statusReason',
  'state',
  'source',
  'bucket',
  'by',
  'role',
  'sessionId',
  'from',
  'to',
  'key',
  'reasons',
]);

/** Their values begin a sentence of ours. */
const phrases: ReadonlySet<string> = new Set(['because', 'what']);

/** `schoolName`, `next-head`, `schoolUrn`: “School name”, “Next head”, “School URN”. */
export function words(name: string): string {
  const spaced = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
  return capital(spaced).replace(/\burn\b/i, 'URN');
}

/** What is stored of an attribute, as a person reads it. */
export function shown(attribute: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => shown(attribute, each)).join('; ');
  if (typeof value !== 'string') return valueWords(value);
  if (phrases.has(attribute)) return capital(value);
  return coded.has(attribute) && /^[a-z]+(-[a-z0-9]+)*$/.test(value) ? words(value) : valueWords(value);
}

const isMoment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

export function valueWords(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'string') return isMoment.test(value) ? formatMoment(value, zone) : value;
  if (Array.isArray(value)) return value.map(valueWords).join('; ');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([key, each]) => `${words(key)}: ${shown(key, each)}`)
    .join('; ');
}
