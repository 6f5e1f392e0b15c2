import type { TableDefinition } from '../table-definition.ts';
import type { UsedToken } from '../transactions.ts';
import type { Item, StreamRecord } from '../types.ts';

/** What is kept of a change. `sequence` is there when it left a record in the table's stream. */
export interface KeptChange {
  readonly table: string;
  readonly keys: Item;
  readonly image?: Item;
  /** Only where the stream shows it. */
  readonly old?: Item;
  readonly existed?: true;
  readonly expired?: true;
  readonly sequence?: number;
}

/**
 * The journal of the embedded DynamoDB. A write is one entry, whatever it changes: items, stream records and the
 * client request token last together or not at all.
 */
export type DynamoEntry =
  | { readonly kind: 'table'; readonly definition: TableDefinition }
  | { readonly kind: 'write'; readonly at: number; readonly changes: readonly KeptChange[]; readonly token?: UsedToken }
  | { readonly kind: 'consumer'; readonly table: string; readonly name: string; readonly position: number }
  | {
      readonly kind: 'stream';
      readonly table: string;
      readonly last: number;
      readonly kept: ReadonlyArray<{ readonly at: number; readonly record: StreamRecord }>;
    };
