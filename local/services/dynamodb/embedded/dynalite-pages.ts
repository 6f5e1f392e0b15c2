import queryAction from 'dynalite/actions/query.js';
import scanAction from 'dynalite/actions/scan.js';
import db from 'dynalite/db/index.js';
import validateQuery from 'dynalite/validations/query.js';
import validateScan from 'dynalite/validations/scan.js';
import type { Input, Page } from '../engine.ts';
import { checkProjected } from '../images.ts';
import type { Item } from '../types.ts';
import { meets } from './conditions.ts';
import { type ParsedInput, runAction, validate } from './dynalite-actions.ts';
import type { DynaliteTable, StoredIndex } from './dynalite-table.ts';
import type { Range } from './sorted-map.ts';

/** dynalite's own name for a comparison that it doesn't know, and so finds true of every item. */
const everything = { type: 'function', name: 'everything', args: [] };

/** A page of a Query or Scan. dynalite finds the keys and cuts the page; filter and projection are ours. */
export function readPage(kind: 'Query' | 'Scan', table: DynaliteTable, input: Input): Page {
  const data = validate(kind === 'Query' ? validateQuery : validateScan, input);
  const index = typeof data.IndexName === 'string' ? table.indexes.get(data.IndexName) : undefined;
  const action = kind === 'Query' ? queryAction : scanAction;
  const { answer } = runAction(action, withoutFilter(data), {
    description: table.description,
    walk: (range) => (index?.entries ?? table.stored).walk(index ? afterWholeKey(table, index, data, range) : range),
  });
  if (index && data._projection) checkProjected(index.definition, table.tableKeyNames(), headsOf(data));
  const read = (answer.Items ?? []) as Item[];
  const lastKey = answer.LastEvaluatedKey as Item | undefined;
  return {
    items: read.filter((item) => !data._filter || meets(data._filter.expression, item)).map((item) => show(data, item)),
    scanned: read.length,
    read,
    ...(lastKey && { lastKey }),
  };
}

/** The input for dynalite, which still refuses filters and projections of what they may not name. */
function withoutFilter(data: ParsedInput): ParsedInput {
  const { Select, _filter, _projection, ...rest } = data;
  return {
    ...rest,
    ...(Select !== undefined && Select !== 'COUNT' && { Select }),
    ...(_filter && { _filter: { ..._filter, expression: everything } }),
    ...(_projection && { _projection: { nestedPaths: _projection.nestedPaths } }),
  } as ParsedInput;
}

function headsOf(data: ParsedInput): string[] {
  return (data._projection?.paths ?? []).map(([head]) => String(head));
}

function show(data: ParsedInput, item: Item): Item {
  return data._projection ? (db.mapPaths(data._projection.paths, item) as Item) : item;
}

/** dynalite goes on after the start key as it would write it; our entries' keys are longer (see `entryIdOf`). */
function afterWholeKey(table: DynaliteTable, { definition }: StoredIndex, data: ParsedInput, range: Range): Range {
  const start = data.ExclusiveStartKey;
  if (!start) return range;
  const short = db.createIndexKey(start, table.description, definition.KeySchema);
  const whole = table.entryIdOf(definition, start);
  return { ...range, gt: range.gt === short ? whole : range.gt, lt: range.lt === short ? whole : range.lt };
}
