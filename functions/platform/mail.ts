import {
  BadRequestException,
  MessageRejected,
  SESv2Client,
  SESv2ServiceException,
  SendEmailCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';

export interface OutgoingMail {
  readonly to: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly {
    readonly fileName: string;
    readonly contentType: string;
    readonly content: string;
  }[];
  /** Carried through SES to the delivery events; letters, digits, `-` and `_` only. */
  readonly tags: Readonly<Record<string, string>>;
}

export type MailTaken =
  | { readonly taken: true; readonly messageId: string }
  /** The account's rate was met: nothing was sent, try again later. */
  | { readonly taken: false; readonly why: 'throttled' }
  /** SES will not have this message or this address: nothing was sent, and trying again would not help. */
  | { readonly taken: false; readonly why: 'rejected'; readonly reason: string }
  /** This environment mails an allow-list only, and the address is not on it. */
  | { readonly taken: false; readonly why: 'not-allowed' }
  /** SES or the network said no before it took anything (a paused account, a missing grant): try again later. */
  | { readonly taken: false; readonly why: 'refused'; readonly reason: string };

/** Hands one message for one recipient to SES. Whatever is thrown leaves open whether SES took the message. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<MailTaken>;
}

export interface Sender {
  readonly address: string;
  readonly name: string;
  readonly configurationSet: string;
}

export class SesMailer implements Mailer {
  readonly #client: SESv2Client;
  readonly #sender: Sender;

  constructor(sender: Sender, client = new SESv2Client({ maxAttempts: 1 })) {
    this.#sender = sender;
    this.#client = client;
  }

  async send(mail: OutgoingMail): Promise<MailTaken> {
    try {
      const { MessageId } = await this.#client.send(this.#command(mail));
      if (!MessageId) throw new TypeError('SES took a message and gave it no id');
      return { taken: true, messageId: MessageId };
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal) return refusal;
      throw error;
    }
  }

  #command(mail: OutgoingMail): SendEmailCommand {
    const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
    return new SendEmailCommand({
      FromEmailAddress: `"${this.#sender.name}" <${this.#sender.address}>`,
      Destination: { ToAddresses: [mail.to] },
      ...(mail.replyTo && { ReplyToAddresses: [mail.replyTo] }),
      ConfigurationSetName: this.#sender.configurationSet,
      EmailTags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
      Content: {
        Simple: {
          Subject: utf8(mail.subject),
          Body: { Text: utf8(mail.text), Html: utf8(mail.html) },
          ...(mail.headers && { Headers: Object.entries(mail.headers).map(([Name, Value]) => ({ Name, Value })) }),
          ...(mail.attachments && {
            Attachments: mail.attachments.map(({ fileName, contentType, content }) => ({
              FileName: fileName,
              ContentType: contentType,
              RawContent: new TextEncoder().encode(content),
            })),
          }),
        },
      },
    });
  }
}

/** What an error says for certain: nothing was sent. Any other error (a timeout, a 5xx) says nothing for certain. */
function refusalOf(error: unknown): Exclude<MailTaken, { taken: true }> | undefined {
  if (error instanceof TooManyRequestsException) return { taken: false, why: 'throttled' };
  if (error instanceof BadRequestException || error instanceof MessageRejected)
    return { taken: false, why: 'rejected', reason: `${error.name}: ${withoutAddresses(error.message)}` };
  if (error instanceof SESv2ServiceException && error.$fault === 'client')
    return error.$metadata.httpStatusCode === 429
      ? { taken: false, why: 'throttled' }
      : { taken: false, why: 'refused', reason: error.name };
  if (error instanceof Error && 'code' in error && neverConnected.has(String(error.code)))
    return { taken: false, why: 'refused', reason: String(error.code) };
  return undefined;
}

const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** SES names the address in some of its messages; reasons are kept and shown, so it is taken out. */
function withoutAddresses(message: string): string {
  return message.replaceAll(/[^\s<>"]+@[^\s<>",]+/g, '(an address)');
}
