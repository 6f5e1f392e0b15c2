import type { Adapter, AdapterConstructor, AdapterPayload } from 'oidc-provider';
import type { StoredEntry } from './messages.ts';

/**
 * The provider's store: in memory, with every change kept before it is answered, so that sign-ins survive a restart. Rows
 * past their time are not found; the provider's own thread is on the virtual clock.
 */
export function providerStore(
  stored: readonly StoredEntry[],
  keepLastingly: (entry: StoredEntry) => Promise<void>,
): AdapterConstructor {
  const rows = new Map(stored.map((entry) => [entry.key, entry]));
  const keep = async (entry: StoredEntry): Promise<void> => {
    if (entry.payload) rows.set(entry.key, entry);
    else rows.delete(entry.key);
    await keepLastingly(entry);
  };
  return class Store implements Adapter {
    readonly #model: string;

    constructor(model: string) {
      this.#model = model;
    }

    async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
      const expiresAt = expiresIn === undefined ? {} : { expiresAt: Math.floor(Date.now() / 1000) + expiresIn };
      await keep({ key: `${this.#model}:${id}`, payload: { ...payload }, ...expiresAt });
    }

    async find(id: string): Promise<AdapterPayload | undefined> {
      const row = rows.get(`${this.#model}:${id}`);
      const isOver = row?.expiresAt !== undefined && row.expiresAt <= Date.now() / 1000;
      return row?.payload && !isOver ? { ...row.payload } : undefined;
    }

    findByUid(uid: string): Promise<AdapterPayload | undefined> {
      return this.#findWhere((payload) => payload.uid === uid);
    }

    findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
      return this.#findWhere((payload) => payload.userCode === userCode);
    }

    async consume(id: string): Promise<void> {
      const row = rows.get(`${this.#model}:${id}`);
      if (row?.payload) await keep({ ...row, payload: { ...row.payload, consumed: Math.floor(Date.now() / 1000) } });
    }

    async destroy(id: string): Promise<void> {
      await keep({ key: `${this.#model}:${id}` });
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      for (const { key, payload } of [...rows.values()]) if (payload?.grantId === grantId) await keep({ key });
    }

    async #findWhere(matches: (payload: Record<string, unknown>) => boolean): Promise<AdapterPayload | undefined> {
      const prefix = `${this.#model}:`;
      const row = [...rows.values()].find(({ key, payload }) => key.startsWith(prefix) && payload && matches(payload));
      return row ? this.find(row.key.slice(prefix.length)) : undefined;
    }
  };
}
