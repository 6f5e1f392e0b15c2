import type { Mailer, MailTaken, OutgoingMail } from '../../functions/platform/mail.ts';
import type { Clock } from '../../local/clock/clock.ts';
import { root, ServiceError } from '../../local/services/service.ts';
import type { SesService } from '../../local/services/ses/ses-service.ts';

/** What SES was measured to take for one call (ms). */
const callMs = 60;

/** The functions' mailer in front of the embedded SES in this process: every call takes its time on the virtual clock. */
export class EmbeddedMailer implements Mailer {
  /** How often the account's rate was met. */
  throttled = 0;
  readonly #ses: SesService;
  readonly #clock: Clock;
  readonly #sender: { readonly address: string; readonly configurationSet: string };

  constructor(ses: SesService, clock: Clock, sender: { address: string; configurationSet: string }) {
    this.#ses = ses;
    this.#clock = clock;
    this.#sender = sender;
  }

  async send(mail: OutgoingMail): Promise<MailTaken> {
    try {
      const answer = await this.#ses.call('SendEmail', this.#request(mail), root);
      await new Promise<void>((resolve) => this.#clock.at(this.#clock.now() + callMs, 'SES answers', resolve));
      return { taken: true, messageId: String(answer.MessageId) };
    } catch (error) {
      if (!(error instanceof ServiceError) || error.name !== 'TooManyRequestsException') throw error;
      this.throttled += 1;
      return { taken: false, why: 'throttled' };
    }
  }

  #request({ to, subject, text, html, tags, replyTo, headers = {}, attachments = [] }: OutgoingMail) {
    return {
      FromEmailAddress: this.#sender.address,
      Destination: { ToAddresses: [to] },
      ...(replyTo !== undefined && { ReplyToAddresses: [replyTo] }),
      ConfigurationSetName: this.#sender.configurationSet,
      EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
      Content: {
        Simple: {
          Subject: { Data: subject },
          Body: { Text: { Data: text }, Html: { Data: html } },
          Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
          Attachments: attachments.map(({ fileName, contentType, content }) => ({
            FileName: fileName,
            ContentType: contentType,
            RawContent: Buffer.from(content).toString('base64'),
          })),
        },
      },
    };
  }
}
