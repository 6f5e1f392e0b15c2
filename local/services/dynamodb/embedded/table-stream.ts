import { sequenceOf } from '../stream-records.ts';
import type { StreamRecord } from '../types.ts';

/** A stream keeps its records for 24 hours (Developer Guide, "Change data capture for DynamoDB Streams"). */
const retention = 24 * 3_600_000;

interface Kept {
  readonly sequence: number;
  readonly at: number;
  readonly record: StreamRecord;
}

/**
 * The records of one table, in the order of the writes, and how far each consumer got. A record goes once every
 * consumer has acknowledged it, or when it is 24 hours old.
 */
export class TableStream {
  readonly #positions = new Map<string, number>();
  #records: Kept[] = [];
  #last = 0;

  /** The sequence number of the newest record, also when that is gone. */
  get last(): number {
    return this.#last;
  }

  append(sequence: number, at: number, record: StreamRecord): void {
    this.#last = Math.max(this.#last, sequence);
    this.#records.push({ sequence, at, record });
  }

  /** At most `limit` records after a sequence number, oldest first. */
  read(after: number, limit: number): StreamRecord[] {
    return this.#records
      .slice(this.#firstAfter(after))
      .slice(0, limit)
      .map(({ record }) => record);
  }

  positionOf(consumer: string): number | undefined {
    return this.#positions.get(consumer);
  }

  hasMoreFor(consumer: string): boolean {
    return this.#firstAfter(this.#positions.get(consumer) ?? this.#last) < this.#records.length;
  }

  /** Sets how far a consumer got, and lets go of what nobody needs any more. */
  moveTo(consumer: string, position: number): void {
    this.#positions.set(consumer, position);
    const everybodyGot = Math.min(...this.#positions.values());
    this.#records = this.#records.slice(this.#firstAfter(everybodyGot));
  }

  forgetBefore(now: number): void {
    const first = this.#records.findIndex(({ at }) => at > now - retention);
    if (first !== 0) this.#records = first < 0 ? [] : this.#records.slice(first);
  }

  positions(): ReadonlyMap<string, number> {
    return this.#positions;
  }

  /** What a snapshot needs to build the stream again. */
  kept(): Array<{ at: number; record: StreamRecord }> {
    return this.#records.map(({ at, record }) => ({ at, record }));
  }

  restore(last: number, kept: ReadonlyArray<{ at: number; record: StreamRecord }>): void {
    this.#last = last;
    this.#records = kept.map(({ at, record }) => ({
      at,
      record,
      sequence: sequenceOf(record.dynamodb.SequenceNumber),
    }));
  }

  /** The place of the first record after a sequence number. Records are dense, but for what was let go. */
  #firstAfter(sequence: number): number {
    const first = this.#records[0];
    return first ? Math.max(0, Math.min(this.#records.length, sequence - first.sequence + 1)) : 0;
  }
}
