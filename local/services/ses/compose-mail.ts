import { randomBytes, randomUUID } from 'node:crypto';
import { ServiceError } from '../service.ts';
import { checkAddress, parseAddress } from './addresses.ts';
import type { KeptMail } from './mail.ts';
import type { SendEmailRequest } from './requests.ts';

/** What a mail is checked against. */
export interface Senders {
  /** Verified domains and addresses. */
  readonly identities: readonly string[];
  readonly configurationSets: readonly string[];
  readonly region: string;
}

const recipientLimit = 50;
/** With everything in it (bytes). */
const messageLimit = 41_943_040;

/** The mail that a request asks for. Throws, in SES's words, for what SES would not take. */
export function composeMail(request: SendEmailRequest, senders: Senders, at: number, senderRole: string): KeptMail {
  const { ToAddresses: to, CcAddresses: cc, BccAddresses: bcc } = request.Destination;
  checkRecipients([...to, ...cc, ...bcc]);
  for (const address of request.ReplyToAddresses) checkAddress(parseAddress(address).address);
  checkSender(request.FromEmailAddress, senders);
  checkConfigurationSet(request.ConfigurationSetName, senders);
  const { Subject, Body, Headers, Attachments } = request.Content.Simple;
  const mail = {
    id: messageId(),
    at,
    from: request.FromEmailAddress,
    to,
    cc,
    bcc,
    replyTo: request.ReplyToAddresses,
    subject: Subject.Data,
    text: Body.Text?.Data ?? '',
    html: Body.Html?.Data ?? '',
    headers: Headers.map(({ Name, Value }) => ({ name: Name, value: Value })),
    tags: tagsOf(request),
    attachments: Attachments.map(({ FileName, ContentType, RawContent }) => ({
      fileName: FileName,
      contentType: ContentType,
      content: RawContent,
    })),
    ...(request.ConfigurationSetName !== undefined && { configurationSet: request.ConfigurationSetName }),
    senderRole,
    events: [{ at, kind: 'sent' as const }],
  };
  checkSize(mail);
  return mail;
}

function checkRecipients(addresses: readonly string[]): void {
  if (addresses.length === 0) throw badRequest("Missing required header 'To'.");
  if (addresses.length > recipientLimit) throw badRequest(`Recipient count exceeds ${recipientLimit}.`);
  for (const address of addresses) checkAddress(parseAddress(address).address);
}

function checkSender(from: string, { identities, region }: Senders): void {
  const { address } = parseAddress(from);
  checkAddress(address);
  const domain = address.split('@').at(-1)?.toLowerCase() ?? '';
  const isVerified = identities.some(
    (identity) => identity === address || identity === domain || domain.endsWith(`.${identity}`),
  );
  if (isVerified) return;
  throw new ServiceError(
    'MessageRejected',
    `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${from}`,
  );
}

function checkConfigurationSet(name: string | undefined, { configurationSets }: Senders): void {
  if (name === undefined || configurationSets.includes(name)) return;
  throw new ServiceError('NotFoundException', `Configuration set <${name}> does not exist.`, { status: 404 });
}

function tagsOf({ EmailTags }: SendEmailRequest): Record<string, string> {
  const tags = Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, Value]));
  if (Object.keys(tags).length < EmailTags.length) throw badRequest('Duplicate email tag name.');
  return tags;
}

function checkSize({ text, html, attachments }: Pick<KeptMail, 'text' | 'html' | 'attachments'>): void {
  const size = attachments.reduce((sum, { content }) => sum + content.length, Buffer.byteLength(text + html));
  if (size > messageLimit) throw badRequest(`Message length is more than ${messageLimit} bytes long: '${size}'.`);
}

/** As SES writes them: a part that grows with time, then random ones. */
function messageId(): string {
  return `0102${randomBytes(6).toString('hex')}-${randomUUID()}-000000`;
}

function badRequest(message: string): ServiceError {
  return new ServiceError('BadRequestException', message);
}
