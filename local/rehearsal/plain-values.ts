import { countDigits } from '../services/dynamodb/numbers.ts';

type Plain = Readonly<Record<string, unknown>>;

/** The value without members that are undefined, which DynamoDB does not hold; the same object where there are none. */
export function withoutUndefined<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return cleanArray(value) as T;
  return cleanObject(value as Plain) as T;
}

function cleanObject(object: Plain): Plain {
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(object)) {
    const member = object[name];
    const clean = withoutUndefined(member);
    if (clean === member && member !== undefined) continue;
    copy ??= { ...object };
    if (clean === undefined) delete copy[name];
    else copy[name] = clean;
  }
  return copy ?? object;
}

function cleanArray(values: readonly unknown[]): readonly unknown[] {
  const clean = values.filter((value) => value !== undefined).map(withoutUndefined);
  return clean.length === values.length && clean.every((value, place) => value === values[place]) ? values : clean;
}

/** A path's names, outermost first: `promises.head.state`. */
export function namesOf(path: string): readonly string[] {
  const known = splitPaths.get(path);
  if (known) return known;
  const names = path.split('.');
  splitPaths.set(path, names);
  return names;
}

const splitPaths = new Map<string, readonly string[]>();

export function valueAt(item: Plain | undefined, path: string): unknown {
  let value: unknown = item;
  for (const name of namesOf(path)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Plain)[name];
  }
  return value;
}

/** A copy in which the path has the value; undefined is absent. Throws where what is around it is missing. */
export function withValueAt(item: Plain, names: readonly string[], value: unknown): Plain {
  const [name = '', ...rest] = names;
  if (rest.length === 0) return { ...item, [name]: value };
  const inner = item[name];
  if (typeof inner !== 'object' || inner === null) throw new NoSuchPlace(`There is nothing at "${name}" to change in`);
  return { ...item, [name]: withValueAt(inner as Plain, rest, value) };
}

/** DynamoDB's ValidationException for a document path that is not there. */
export class NoSuchPlace extends Error {
  override readonly name = 'ValidationException';
}

/** An attribute's size, its name included (Developer Guide, "DynamoDB item sizes and formats"). */
export function attributeBytes(name: string, value: unknown): number {
  return value === undefined ? 0 : textBytes(name) + valueBytes(value);
}

export function itemBytes(item: Plain): number {
  let bytes = 0;
  for (const name in item) bytes += attributeBytes(name, item[name]);
  return bytes;
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return textBytes(value);
  if (typeof value === 'number') return 1 + Math.ceil(countDigits(String(value)) / 2);
  if (typeof value !== 'object' || value === null) return 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + 1 + valueBytes(each), 3);
  const present = Object.values(value).filter((member) => member !== undefined).length;
  return 3 + present + itemBytes(value as Plain);
}

/** Short texts are nearly always plain ASCII, for which looking is quicker than encoding. */
function textBytes(text: string): number {
  for (let place = 0; place < text.length; place += 1) if (text.charCodeAt(place) > 127) return Buffer.byteLength(text);
  return text.length;
}
