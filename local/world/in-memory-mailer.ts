import type { Mailer, MailTaken, OutgoingMail } from '../../functions/platform/mail.ts';
import type { Clock } from '../clock/clock.ts';

export interface KeptMail extends OutgoingMail {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Keeps every e-mail, sends none, and tells of each delivery a second later, as SES would. */
export class InMemoryMailer implements Mailer {
  readonly mails: KeptMail[] = [];
  /** What somebody else does while a message is being handed over. */
  meanwhile: (() => Promise<void>) | undefined;
  /** Addresses that don't exist: mail to them bounces for good. */
  readonly dead = new Set<string>();
  readonly #clock: Clock;
  readonly #tell: (event: unknown) => void;

  constructor(clock: Clock, tell: (event: unknown) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  async send(mail: OutgoingMail): Promise<MailTaken> {
    await this.meanwhile?.();
    const id = `in-memory-${this.mails.length + 1}`;
    this.mails.push({ ...mail, id, at: this.#clock.now() });
    const tags = Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]]));
    const of = { messageId: id, tags };
    const bounce = {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: mail.to }],
    };
    const detail = this.dead.has(mail.to)
      ? { eventType: 'Bounce', mail: of, bounce }
      : { eventType: 'Delivery', mail: of };
    const event = { source: 'aws.ses', detail };
    this.#clock.at(this.#clock.now() + 1000, 'delivery', () => this.#tell(event));
    return { taken: true, messageId: id };
  }
}
