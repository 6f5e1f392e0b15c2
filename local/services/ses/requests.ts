import * as z from 'zod';

const content = z.strictObject({ Data: z.string(), Charset: z.literal('UTF-8').optional() });
const addresses = z.array(z.string()).default([]);

/** Header names and values as SES takes them: printable ASCII, no header that SES writes itself. */
const header = z.strictObject({
  Name: z
    .string()
    .regex(/^[!-9;-~]{1,126}$/, 'is no header name')
    .refine((name) => !ownHeaders.has(name.toLowerCase()), { error: 'is a header that SES writes itself' }),
  Value: z
    .string()
    .min(1)
    .max(995)
    .regex(/^[ -~]*$/, 'is not printable ASCII'),
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

const attachment = z.strictObject({
  RawContent: z.base64(),
  FileName: z.string().min(1).max(255),
  ContentType: z.string().max(78).default('application/octet-stream'),
  ContentDisposition: z.literal('ATTACHMENT').optional(),
  ContentDescription: z.string().optional(),
  ContentTransferEncoding: z.enum(['BASE64', 'QUOTED_PRINTABLE', 'SEVEN_BIT']).optional(),
});

const tagText = z
  .string()
  .max(256)
  .regex(/^[\w.@-]+$/, 'may hold letters, digits, - _ . and @ only');

export const sendEmailRequest = z.strictObject({
  FromEmailAddress: z.string(),
  Destination: z.strictObject({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }),
  ReplyToAddresses: addresses,
  ConfigurationSetName: z.string().optional(),
  EmailTags: z
    .array(z.strictObject({ Name: tagText, Value: tagText }))
    .max(50)
    .default([]),
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: content,
      Body: z
        .strictObject({ Text: content.optional(), Html: content.optional() })
        .refine(({ Text, Html }) => Text !== undefined || Html !== undefined, { error: 'has neither Text nor Html' }),
      Headers: z.array(header).max(15).default([]),
      Attachments: z.array(attachment).default([]),
    }),
  }),
});
export type SendEmailRequest = z.infer<typeof sendEmailRequest>;

const reason = z.enum(['BOUNCE', 'COMPLAINT']);

export const suppressionRequests = {
  PutSuppressedDestination: z.strictObject({ EmailAddress: z.string(), Reason: reason }),
  GetSuppressedDestination: z.strictObject({ EmailAddress: z.string() }),
  DeleteSuppressedDestination: z.strictObject({ EmailAddress: z.string() }),
  ListSuppressedDestinations: z.strictObject({ Reasons: z.array(reason).optional(), PageSize: z.int().optional() }),
} as const;
export type SuppressionReason = z.infer<typeof reason>;
