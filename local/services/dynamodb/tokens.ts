import { tokenLifetime, type UsedToken } from './transactions.ts';

/** The client request tokens of the last ten minutes, oldest first. */
export class Tokens {
  readonly #used = new Map<string, { readonly used: UsedToken; readonly at: number }>();

  add(used: UsedToken, at: number): void {
    for (const [token, { at: then }] of this.#used) {
      if (then > at - tokenLifetime) break;
      this.#used.delete(token);
    }
    this.#used.delete(used.token);
    this.#used.set(used.token, { used, at });
  }

  find(token: string, now: number): UsedToken | undefined {
    const found = this.#used.get(token);
    return found && found.at > now - tokenLifetime ? found.used : undefined;
  }

  all(): Array<{ token: UsedToken; at: number }> {
    return [...this.#used.values()].map(({ used, at }) => ({ token: used, at }));
  }
}
