import type { Input, Page } from '../engine.ts';
import { validationError } from '../errors.ts';
import { checkProjected } from '../images.ts';
import { constraint } from '../requests.ts';
import { maxPageBytes } from '../sizes.ts';
import type { Item } from '../types.ts';
import { type Expressions, readExpressions } from './expressions.ts';
import { normaliseItem } from './input-values.ts';
import { findStretch, type Stretch } from './key-conditions.ts';
import { bytesOfRow, type KeyIndex, type Row } from './key-index.ts';
import { checkKey } from './keys.ts';
import type { MemoryIndex, MemoryTable } from './memory-table.ts';
import { project } from './projections.ts';
import { bindPath } from './reader.ts';

/** What a page is read from: the table itself or one of its indexes. */
interface Source {
  readonly table: MemoryTable;
  readonly index: MemoryIndex | undefined;
  readonly rows: KeyIndex;
  readonly start: Item | undefined;
}

export function queryPage(table: MemoryTable, input: Input): Page {
  if (input.KeyConditionExpression === undefined)
    throw validationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  const expressions = readExpressions(input, ['FilterExpression', 'KeyConditionExpression']);
  const source = openSource(table, input);
  if (!expressions.key) throw new Error('A query without a key condition was let through.');
  const stretch = findStretch(source.rows, expressions.key, expressions.bindings);
  checkFilter(source, expressions);
  const { rows, from, to } = continueFrom(source, stretch, input.ScanIndexForward !== false);
  return cut(source, expressions, input, walk(rows, from, to, input.ScanIndexForward === false));
}

export function scanPage(table: MemoryTable, input: Input): Page {
  const expressions = readExpressions(input, ['FilterExpression']);
  const source = openSource(table, input);
  return cut(source, expressions, input, walkAll(source));
}

function openSource(table: MemoryTable, input: Input): Source {
  const { IndexName, ConsistentRead, ExclusiveStartKey, Limit, Select } = input;
  if (Limit !== undefined && !(typeof Limit === 'number' && Limit >= 1))
    throw constraint('limit', String(Limit), 'Member must have value greater than or equal to 1');
  const index = typeof IndexName === 'string' ? table.indexes.get(IndexName) : undefined;
  if (IndexName !== undefined && !index)
    throw validationError(`The table does not have the specified index: ${IndexName}`);
  if (index && ConsistentRead) throw validationError('Consistent reads are not supported on global secondary indexes');
  if (index && Select === 'ALL_ATTRIBUTES' && index.definition.Projection.ProjectionType !== 'ALL')
    throw validationError(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${IndexName} because its projection type is not ALL`,
    );
  const start = ExclusiveStartKey === undefined ? undefined : normaliseItem(ExclusiveStartKey, 'ExclusiveStartKey');
  const source = { table, index, rows: index?.rows ?? table.rows, start };
  if (start) checkStart(source, start);
  return source;
}

function checkStart({ table, index }: Source, start: Item): void {
  const names = lastKeyNames(table, index);
  if (Object.keys(start).length !== names.length || !names.every((name) => start[name]))
    throw validationError('The provided starting key is invalid');
  checkKey(table.shape, table.keysOf(start));
}

function lastKeyNames(table: MemoryTable, index: MemoryIndex | undefined): string[] {
  const indexNames = index?.definition.KeySchema.map((key) => key.AttributeName) ?? [];
  return [...new Set([...table.tableKeyNames, ...indexNames])];
}

function checkFilter({ rows }: Source, { filter, bindings }: Expressions): void {
  for (const path of filter?.paths ?? []) {
    const head = String(bindPath(path, bindings)[0]);
    if (head === rows.shape.hash.name || head === rows.shape.range?.name)
      throw validationError(
        `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${head}`,
      );
  }
}

/** The part of the stretch that comes after the start key, in the direction of reading. */
function continueFrom({ table, rows: index, start }: Source, stretch: Stretch, forward: boolean) {
  if (!start) return stretch;
  if (index.partitionOf(start) !== stretch.partition)
    throw validationError('The provided starting key is outside query boundaries based on provided conditions');
  const { rows, from, to } = stretch;
  const place = { order: orderOf(index, start), id: table.idOf(start), after: forward };
  const here = index.countBefore(rows, place);
  return forward ? { rows, from: Math.max(from, here), to } : { rows, from, to: Math.min(to, here) };
}

function orderOf(index: KeyIndex, item: Item): string {
  const { range } = index.shape;
  return range ? index.orderOf(item[range.name]) : '';
}

function* walk(rows: readonly Row[], from: number, to: number, backwards: boolean): Generator<Row> {
  for (let i = 0; i < to - from; i++) {
    const row = rows[backwards ? to - 1 - i : from + i];
    if (row) yield row;
  }
}

function* walkAll({ table, rows: index, start }: Source): Generator<Row> {
  const first = start && index.partitionOf(start);
  for (const partition of index.partitionNames()) {
    if (first !== undefined && partition < first) continue;
    const rows = index.partition(partition);
    const place =
      start && partition === first ? { order: orderOf(index, start), id: table.idOf(start), after: true } : undefined;
    yield* walk(rows, place ? index.countBefore(rows, place) : 0, rows.length, false);
  }
}

/** Reads on until the limit or a megabyte is reached, then filters and projects. */
function cut(source: Source, expressions: Expressions, input: Input, rows: Iterable<Row>): Page {
  const { table, index } = source;
  const { filter, projection, bindings } = expressions;
  if (index && projection)
    checkProjected(
      index.definition,
      table.tableKeyNames,
      projection.paths.map((path) => String(bindPath(path, bindings)[0])),
    );
  const limit = typeof input.Limit === 'number' ? Math.floor(input.Limit) : Number.POSITIVE_INFINITY;
  const read: Item[] = [];
  let bytes = 0;
  let full = false;
  for (const row of rows) {
    read.push(row.item);
    bytes += bytesOfRow(row);
    full = read.length >= limit || bytes >= maxPageBytes;
    if (full) break;
  }
  const matching = filter ? read.filter((item) => filter.test(item, bindings)) : read;
  const items = projection ? matching.map((item) => project(projection.paths, item, bindings)) : matching;
  const last = full ? read.at(-1) : undefined;
  return { items, scanned: read.length, read, ...(last && { lastKey: keyOf(last, lastKeyNames(table, index)) }) };
}

function keyOf(item: Item, names: readonly string[]): Item {
  return Object.fromEntries(names.map((name) => [name, item[name] ?? {}]));
}
