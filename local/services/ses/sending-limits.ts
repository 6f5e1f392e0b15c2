import { ServiceError } from '../service.ts';

export interface SendingQuota {
  /** Recipients within any second. */
  readonly perSecond: number;
  /** Recipients within any 24 hours. */
  readonly perDay: number;
}

const second = 1000;
const day = 86_400_000;

/**
 * SES's sending quotas, each over a window that slides. Real SES lets short bursts through; here the window is strict, so
 * that what passes here passes there. (SES developer guide, "Managing your Amazon SES sending limits".)
 */
export class SendingLimits {
  readonly #quota: SendingQuota;
  #sent: Array<{ at: number; recipients: number }> = [];

  constructor(quota: SendingQuota) {
    this.#quota = quota;
  }

  /** Throws TooManyRequestsException when so many more recipients now would pass a quota. */
  check(recipients: number, now: number): void {
    this.#sent = this.#sent.filter(({ at }) => at > now - day);
    if (this.#since(now - second) + recipients > this.#quota.perSecond) throw tooMany('Maximum sending rate exceeded.');
    if (this.#since(now - day) + recipients > this.#quota.perDay) throw tooMany('Daily message quota exceeded.');
  }

  note(recipients: number, at: number): void {
    this.#sent.push({ at, recipients });
  }

  #since(moment: number): number {
    let sum = 0;
    for (let i = this.#sent.length - 1; i >= 0; i--) {
      const { at = 0, recipients = 0 } = this.#sent[i] ?? {};
      if (at <= moment) break;
      sum += recipients;
    }
    return sum;
  }
}

function tooMany(message: string): ServiceError {
  return new ServiceError('TooManyRequestsException', message, { status: 429 });
}
