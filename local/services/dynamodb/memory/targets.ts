import { validationError } from '../errors.ts';
import { typeMismatch } from '../images.ts';
import type { MemoryTable } from './memory-table.ts';
import { type Bindings, bindSegment } from './reader.ts';
import type { Clause } from './updates.ts';

interface Target {
  /** The attribute that the clause changes, or changes something in. */
  readonly head: string;
  readonly clause: Clause;
}

/** What an update may not aim at, seen without the item. Throws ValidationException. */
export function checkTargets(table: MemoryTable, clauses: readonly Clause[], bindings: Bindings): void {
  const targets = clauses.map((clause) => ({
    clause,
    head: String(bindSegment(clause.path[0] ?? '', bindings.names)),
  }));
  for (const name of table.tableKeyNames)
    if (targets.some(({ head }) => head === name))
      throw validationError(
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
  for (const key of table.indexKeys) {
    const target = targets.find(({ head, clause }) => head === key.name && clause.path.length === 1);
    const type = target?.clause.type(bindings);
    if (type && type !== key.type) throw typeMismatch(key, type);
  }
  for (const key of table.indexKeys) checkScalar(targets, key.name);
}

function checkScalar(targets: readonly Target[], name: string): void {
  if (targets.some(({ head, clause }) => head === name && clause.path.length > 1))
    throw validationError(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: ${name}`,
    );
}
