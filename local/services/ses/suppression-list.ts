import { ServiceError } from '../service.ts';
import type { SuppressionReason } from './requests.ts';

/** An address put on the list, or, without a reason, taken off it. */
export interface SuppressionEntry {
  readonly address: string;
  readonly reason?: SuppressionReason;
  readonly at?: number;
}

/** The account's suppression list: addresses are compared without regard to case. */
export class SuppressionList {
  readonly #entries = new Map<string, SuppressionEntry>();

  has(address: string): boolean {
    return this.#entries.has(address.toLowerCase());
  }

  /** An address as SES answers it. Throws NotFoundException. */
  get(address: string): Record<string, unknown> {
    const entry = this.#entries.get(address.toLowerCase());
    if (entry) return shown(entry);
    throw new ServiceError('NotFoundException', `Email address ${address} does not exist on your suppression list.`, {
      status: 404,
    });
  }

  list(reasons?: readonly SuppressionReason[]): Array<Record<string, unknown>> {
    return this.all()
      .filter(({ reason }) => reasons === undefined || (reason !== undefined && reasons.includes(reason)))
      .map(shown);
  }

  all(): SuppressionEntry[] {
    return [...this.#entries.values()];
  }

  apply(entry: SuppressionEntry): void {
    if (entry.reason === undefined) this.#entries.delete(entry.address.toLowerCase());
    else this.#entries.set(entry.address.toLowerCase(), entry);
  }
}

/** Dates are epoch seconds on the wire. */
function shown({ address, reason, at = 0 }: SuppressionEntry): Record<string, unknown> {
  return { EmailAddress: address, Reason: reason, LastUpdateTime: at / 1000 };
}
