import { expect, test } from 'vitest';
import { ObjectTable, type RowChange } from '../../../local/rehearsal/object-table.ts';

test('whoever hears of a change finds all of its transaction in place', async () => {
  const seen: unknown[] = [];
  const table: ObjectTable = new ObjectTable(({ key }: RowChange) =>
    seen.push([key.pk, table.itemAt({ pk: 'A', sk: '1' })?.n, table.itemAt({ pk: 'B', sk: '1' })?.n]),
  );
  await table.transact([
    { kind: 'put', item: { pk: 'A', sk: '1', n: 1 } },
    { kind: 'put', item: { pk: 'B', sk: '1', n: 2 } },
  ]);
  expect(seen).toEqual([
    ['A', 1, 2],
    ['B', 1, 2],
  ]);
});
