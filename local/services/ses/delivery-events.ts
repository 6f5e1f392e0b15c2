import type { KeptMail } from './mail.ts';
import { recipientsOf } from './mail.ts';

/** How a mail bounced, in SES's words. */
export interface BounceKind {
  readonly bounceType: 'Permanent' | 'Transient' | 'Undetermined';
  readonly bounceSubType: string;
}

/** What is told of a mail. */
export type MailNews =
  | { readonly kind: 'sent' }
  | { readonly kind: 'delivered'; readonly recipients: readonly string[] }
  | { readonly kind: 'bounced'; readonly recipients: readonly string[]; readonly bounce: BounceKind }
  | { readonly kind: 'complained'; readonly recipients: readonly string[] };

export interface SesEvent {
  readonly source: 'aws.ses';
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources: readonly string[];
}

/** The name of an event in a configuration set's destination. */
export function eventTypeOf({ kind }: MailNews): 'SEND' | 'DELIVERY' | 'BOUNCE' | 'COMPLAINT' {
  return ({ sent: 'SEND', delivered: 'DELIVERY', bounced: 'BOUNCE', complained: 'COMPLAINT' } as const)[kind];
}

/**
 * An event as SES publishes it on EventBridge. (SES developer guide, "Monitoring Amazon SES events using EventBridge" and
 * "Contents of event data".)
 */
export function sesEvent(mail: KeptMail, news: MailNews, at: number, setArn: string): SesEvent {
  const timestamp = new Date(at).toISOString();
  const base = { source: 'aws.ses', resources: [setArn] } as const;
  switch (news.kind) {
    case 'sent':
      return { ...base, detailType: 'Email Sent', detail: { eventType: 'Send', mail: mailDetail(mail), send: {} } };
    case 'delivered':
      return {
        ...base,
        detailType: 'Email Delivered',
        detail: {
          eventType: 'Delivery',
          mail: mailDetail(mail),
          delivery: {
            timestamp,
            processingTimeMillis: at - mail.at,
            recipients: news.recipients,
            smtpResponse: '250 2.6.0 Message received',
            reportingMTA: 'mta.example.org',
          },
        },
      };
    case 'bounced':
      return {
        ...base,
        detailType: 'Email Bounced',
        detail: { eventType: 'Bounce', mail: mailDetail(mail), bounce: bounceDetail(mail, news, timestamp) },
      };
    case 'complained':
      return {
        ...base,
        detailType: 'Email Complaint Received',
        detail: {
          eventType: 'Complaint',
          mail: mailDetail(mail),
          complaint: {
            feedbackId: `complaint-${mail.id}`,
            complaintSubType: null,
            complainedRecipients: news.recipients.map((emailAddress) => ({ emailAddress })),
            timestamp,
            userAgent: 'embedded-cloud',
            complaintFeedbackType: 'abuse',
            arrivalDate: timestamp,
          },
        },
      };
  }
}

function bounceDetail(mail: KeptMail, news: Extract<MailNews, { kind: 'bounced' }>, timestamp: string) {
  const [status, diagnosticCode] =
    news.bounce.bounceType === 'Permanent'
      ? ['5.1.1', 'smtp; 550 5.1.1 user unknown']
      : ['4.2.2', 'smtp; 452 4.2.2 mailbox full'];
  return {
    feedbackId: `bounce-${mail.id}`,
    ...news.bounce,
    bouncedRecipients: news.recipients.map((emailAddress) => ({
      emailAddress,
      action: 'failed',
      status,
      diagnosticCode,
    })),
    timestamp,
    reportingMTA: 'dns; mta.example.org',
  };
}

function mailDetail(mail: KeptMail): Record<string, unknown> {
  const { id, from, to, subject, headers, tags, configurationSet } = mail;
  return {
    timestamp: new Date(mail.at).toISOString(),
    source: from,
    messageId: id,
    destination: recipientsOf(mail),
    headersTruncated: false,
    headers,
    commonHeaders: { from: [from], to, messageId: id, subject },
    tags: {
      ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
      ...(configurationSet !== undefined && { 'ses:configuration-set': [configurationSet] }),
      'ses:from-domain': [from.replace(/^.*@|>$/g, '')],
      'ses:caller-identity': [mail.senderRole.split('/').at(-1) ?? ''],
      'ses:source-ip': ['127.0.0.1'],
    },
  };
}
