/** Which keys a walk visits; bounds that are absent don't bind. */
export interface Range {
  readonly gt?: string | undefined;
  readonly gte?: string | undefined;
  readonly lt?: string | undefined;
  readonly lte?: string | undefined;
  readonly reverse?: boolean | undefined;
}

/** A map that is walked in the order of its keys, as a level store is. */
export class SortedMap<T> {
  readonly #values = new Map<string, T>();
  #keys: string[] = [];
  /** Keys that were added since the last walk; sorted in with the others when somebody walks. */
  #added: string[] = [];

  get(key: string): T | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: T): void {
    if (!this.#values.has(key)) this.#added.push(key);
    this.#values.set(key, value);
  }

  delete(key: string): void {
    if (!this.#values.delete(key)) return;
    this.#settle();
    this.#keys.splice(this.#lowerBound(key), 1);
  }

  values(): Iterable<T> {
    return this.#values.values();
  }

  *walk({ gt, gte, lt, lte, reverse }: Range): Generator<T> {
    this.#settle();
    const from = gt !== undefined ? this.#upperBound(gt) : gte !== undefined ? this.#lowerBound(gte) : 0;
    const to = lt !== undefined ? this.#lowerBound(lt) : lte !== undefined ? this.#upperBound(lte) : this.#keys.length;
    const keys = this.#keys.slice(from, Math.max(from, to));
    if (reverse) keys.reverse();
    for (const key of keys) {
      const value = this.#values.get(key);
      if (value !== undefined) yield value;
    }
  }

  /** Many at once (a restored table) are sorted in one go, a few are put in their places. */
  #settle(): void {
    if (this.#added.length > 64) {
      this.#keys = [...this.#keys, ...this.#added].sort();
    } else {
      for (const key of this.#added) this.#keys.splice(this.#lowerBound(key), 0, key);
    }
    this.#added = [];
  }

  #lowerBound(key: string): number {
    return this.#search((other) => other < key);
  }

  #upperBound(key: string): number {
    return this.#search((other) => other <= key);
  }

  /** The first place whose key is not `before`. */
  #search(before: (key: string) => boolean): number {
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(this.#keys[middle] as string)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
