/** An attachment; `content` is base64. */
export interface KeptAttachment {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: string;
}

/** Something that became of a mail. */
export interface MailEvent {
  readonly at: number;
  readonly kind: 'sent' | 'delivered' | 'bounced' | 'complained';
  readonly reason?: string;
}

/** A mail that SES took, as it is kept in the journal. */
export interface KeptMail {
  readonly id: string;
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: ReadonlyArray<{ readonly name: string; readonly value: string }>;
  readonly tags: Readonly<Record<string, string>>;
  readonly attachments: readonly KeptAttachment[];
  readonly configurationSet?: string;
  readonly senderRole: string;
  readonly events: readonly MailEvent[];
}

/** A mail for pages and tests: attachments as bytes. */
export type SentMail = Omit<KeptMail, 'attachments'> & {
  readonly attachments: ReadonlyArray<Omit<KeptAttachment, 'content'> & { readonly content: Buffer }>;
};

export function recipientsOf({ to, cc, bcc }: Pick<KeptMail, 'to' | 'cc' | 'bcc'>): string[] {
  return [...to, ...cc, ...bcc];
}

export function hasHappened(mail: Pick<KeptMail, 'events'>, kind: MailEvent['kind']): boolean {
  return mail.events.some((event) => event.kind === kind);
}

export function readableMail(mail: KeptMail): SentMail {
  const attachments = mail.attachments.map(({ content, ...rest }) => ({
    ...rest,
    content: Buffer.from(content, 'base64'),
  }));
  return { ...mail, attachments };
}
