import type { Mailer, MailTaken, OutgoingMail } from '../../functions/platform/mail.ts';
import type { Sendable } from '../../functions/prompts/deliver-prompt.ts';
import { occasionOf } from '../../functions/prompts/ledger-row.ts';
import { mailTags } from '../../functions/prompts/mail-tags.ts';
import type { VirtualTime } from './virtual-time.ts';

/**
 * Takes every e-mail and sends none: there is nothing in here that could. Tells of each delivery a second later, as SES
 * would.
 */
export class RehearsalMailer implements Mailer {
  readonly #time: VirtualTime;
  readonly #tell: (event: unknown) => void;
  #taken = 0;

  constructor(time: VirtualTime, tell: (event: unknown) => void) {
    this.#time = time;
    this.#tell = tell;
  }

  async send({ tags }: OutgoingMail): Promise<MailTaken> {
    this.#taken += 1;
    const messageId = `rehearsed-${this.#taken}`;
    const carried: Record<string, [string]> = {};
    for (const name in tags) carried[name] = [tags[name] ?? ''];
    const event = { source: 'aws.ses', detail: { eventType: 'Delivery', mail: { messageId, tags: carried } } };
    this.#time.at(this.#time.now() + 1000, 'delivery', () => this.#tell(event));
    return { taken: true, messageId };
  }
}

/** Writes an e-mail in full the first time that one of its kind is due, and after that only says whom it is for. */
export function composeOnce(
  compose: (sendable: Sendable) => Promise<OutgoingMail>,
  written: Set<string>,
  tell: (sendable: Sendable) => void,
): (sendable: Sendable) => Promise<OutgoingMail> {
  return async (sendable) => {
    const { subject, rule, row, contact } = sendable;
    const kind = `${rule.key} ${row.role} ${rule.template}`;
    tell(sendable);
    if (!written.has(kind)) {
      const mail = await compose(sendable);
      written.add(kind);
      return mail;
    }
    const tags = mailTags(subject, occasionOf(row));
    return { to: contact.email, subject: '', text: '', html: '', tags };
  };
}
