import { giasColumns } from '../../functions/schools/gias-columns.ts';
import { sampleHeader } from './sample-header.ts';

const names = [
  'Ash',
  'Birch',
  'Cedar',
  'Dogwood',
  'Elder',
  'Fir',
  'Hazel',
  'Juniper',
  'Larch',
  'Maple',
  'Oak',
  'Rowan',
];
const places = ['Bank', 'Bridge', 'Field', 'Grove', 'Hill', 'Lane', 'Mill', 'Park', 'Ridge', 'Vale', 'Wood', 'Brook'];

/** Made-up rows in the register's format, about as they are mixed there: one in six is a secondary. */
export function* generateRegister(count: number): Generator<string> {
  yield `${sampleHeader.join(',')}\n`;
  for (let n = 0; n < count; n += 1) yield lineOf(cellsOf(n));
}

/** A line of the register: our columns filled in, its others empty. */
export function lineOf(cells: Readonly<Record<keyof typeof giasColumns, string>>): string {
  const byColumn = new Map<string, string>(
    Object.entries(giasColumns).map(([field, name]) => [name, cells[field as keyof typeof cells]]),
  );
  return `${sampleHeader.map((name) => quoted(byColumn.get(name) ?? '')).join(',')}\n`;
}

function cellsOf(n: number): Record<keyof typeof giasColumns, string> {
  const isSecondary = n % 6 === 0;
  const isClosed = n % 5 === 4;
  return {
    urn: String(100_000 + n),
    authorityCode: String(800 + (n % 150)),
    authorityName: `Sample Authority ${n % 150}`,
    number: String(1000 + (n % 9000)),
    name: `Sample ${names[n % 12]} ${places[Math.floor(n / 12) % 12]} ${Math.floor(n / 144)} ${isSecondary ? 'Academy' : 'Primary School'}`,
    type: isSecondary ? 'Academy converter' : 'Community school',
    typeGroup: isSecondary ? '10' : '4',
    status: isClosed ? '2' : '1',
    closed: isClosed ? '31-08-2024' : '',
    phase: isSecondary ? '4' : '2',
    highAge: isSecondary ? '18' : '11',
    town: `Sampleton ${n % 40}`,
    postcode: `ZZ${1 + (n % 9)} ${n % 10}ZZ`,
    trustUid: '',
    trustName: '',
  };
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
