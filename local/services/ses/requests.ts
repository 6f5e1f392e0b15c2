import * as v from 'valibot';

const content = v.strictObject({ Data: v.string(), Charset: v.optional(v.literal('UTF-8')) });
const addresses = v.optional(v.array(v.string()), () => []);

/** Header names and values as SES takes them: printable ASCII, no header that SES writes itself. */
const header = v.strictObject({
  Name: v.pipe(
    v.string(),
    v.regex(/^[!-9;-~]{1,126}$/, 'is no header name'),
    v.check((name) => !ownHeaders.has(name.toLowerCase()), 'is a header that SES writes itself'),
  ),
  Value: v.pipe(v.string(), v.minLength(1), v.maxLength(995), v.regex(/^[ -~]*$/, 'is not printable ASCII')),
});

const ownHeaders: ReadonlySet<string> = new Set([
  'bcc',
  'cc',
  'content-disposition',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'reply-to',
  'return-path',
  'subject',
  'to',
]);

const attachment = v.strictObject({
  RawContent: v.pipe(v.string(), v.base64()),
  FileName: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  ContentType: v.optional(v.pipe(v.string(), v.maxLength(78)), 'application/octet-stream'),
  ContentDisposition: v.optional(v.literal('ATTACHMENT')),
  ContentDescription: v.optional(v.string()),
  ContentTransferEncoding: v.optional(v.picklist(['BASE64', 'QUOTED_PRINTABLE', 'SEVEN_BIT'])),
});

const tagText = v.pipe(
  v.string(),
  v.maxLength(256),
  v.regex(/^[\w.@-]+$/, 'may hold letters, digits, - _ . and @ only'),
);

export const sendEmailRequest = v.strictObject({
  FromEmailAddress: v.string(),
  Destination: v.strictObject({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }),
  ReplyToAddresses: addresses,
  ConfigurationSetName: v.optional(v.string()),
  EmailTags: v.optional(v.pipe(v.array(v.strictObject({ Name: tagText, Value: tagText })), v.maxLength(50)), () => []),
  Content: v.strictObject({
    Simple: v.strictObject({
      Subject: content,
      Body: v.pipe(
        v.strictObject({ Text: v.optional(content), Html: v.optional(content) }),
        v.check(({ Text, Html }) => Text !== undefined || Html !== undefined, 'has neither Text nor Html'),
      ),
      Headers: v.optional(v.pipe(v.array(header), v.maxLength(15)), () => []),
      Attachments: v.optional(v.array(attachment), () => []),
    }),
  }),
});
export type SendEmailRequest = v.InferOutput<typeof sendEmailRequest>;

const reason = v.picklist(['BOUNCE', 'COMPLAINT']);

export const suppressionRequests = {
  PutSuppressedDestination: v.strictObject({ EmailAddress: v.string(), Reason: reason }),
  GetSuppressedDestination: v.strictObject({ EmailAddress: v.string() }),
  DeleteSuppressedDestination: v.strictObject({ EmailAddress: v.string() }),
  ListSuppressedDestinations: v.strictObject({
    Reasons: v.optional(v.array(reason)),
    PageSize: v.optional(v.pipe(v.number(), v.integer())),
  }),
} as const;
export type SuppressionReason = v.InferOutput<typeof reason>;
