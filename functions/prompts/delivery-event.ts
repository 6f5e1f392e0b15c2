import * as v from 'valibot';
import type { Occasion } from '../domain/prompt.ts';
import { readAs } from '../domain/read-as.ts';
import type { PromptSubject } from './ledger-row.ts';
import { readMailTags } from './mail-tags.ts';

/**
 * What SES says became of a message, as far as the ledger cares. `permanent` is false for a bounce that may pass (a full
 * mailbox): three of those in a month count as a permanent one.
 */
export type DeliveryNews =
  | { readonly state: 'delivered' }
  | { readonly state: 'bounced'; readonly permanent: boolean; readonly reason: string; readonly address?: string }
  | { readonly state: 'complained'; readonly reason: string; readonly address?: string };

export interface DeliveryEvent {
  readonly subject: PromptSubject;
  readonly occasion: Occasion;
  readonly messageId: string;
  readonly news: DeliveryNews;
}

const recipients = v.optional(v.array(v.object({ emailAddress: v.string() })), () => []);

const mail = v.object({ messageId: v.string(), tags: v.optional(v.record(v.string(), v.array(v.string()))) });

const detail = v.variant('eventType', [
  v.object({ eventType: v.literal('Delivery'), mail }),
  v.object({
    eventType: v.literal('Bounce'),
    mail,
    bounce: v.object({ bounceType: v.string(), bounceSubType: v.optional(v.string()), bouncedRecipients: recipients }),
  }),
  v.object({
    eventType: v.literal('Complaint'),
    mail,
    complaint: v.object({ complainedRecipients: recipients, complaintFeedbackType: v.optional(v.string()) }),
  }),
  v.object({ eventType: v.literal('Reject'), mail, reject: v.optional(v.object({ reason: v.optional(v.string()) })) }),
]);
type Detail = v.InferOutput<typeof detail>;

const event = v.object({ detail });

/**
 * Reads an event that SES published on EventBridge (the shapes are those of SES's event publishing). Answers nothing
 * for a message that was no prompt of ours. Throws on an event that SES would not publish.
 */
export function readDeliveryEvent(input: unknown): DeliveryEvent | undefined {
  const { detail: found } = readAs(event, input);
  const about = readMailTags(found.mail.tags);
  return about && { ...about, messageId: found.mail.messageId, news: newsOf(found) };
}

function newsOf(found: Detail): DeliveryNews {
  switch (found.eventType) {
    case 'Delivery':
      return { state: 'delivered' };
    case 'Bounce':
      return {
        state: 'bounced',
        permanent: found.bounce.bounceType === 'Permanent',
        reason: bounceReason(found.bounce.bounceType, found.bounce.bounceSubType),
        ...addressOf(found.bounce.bouncedRecipients),
      };
    case 'Complaint':
      return {
        state: 'complained',
        reason: 'the recipient marked it as unwanted',
        ...addressOf(found.complaint.complainedRecipients),
      };
    case 'Reject':
      return { state: 'bounced', permanent: false, reason: 'the mail service rejected the message' };
  }
}

function bounceReason(type: string, subType: string | undefined): string {
  const known: Readonly<Record<string, string>> = {
    'Permanent/NoEmail': 'there is no such address',
    'Permanent/Suppressed': 'the mail service does not write to this address any more',
    'Permanent/OnAccountSuppressionList': 'the mail service does not write to this address any more',
    'Transient/MailboxFull': 'the mailbox is full',
    'Transient/MessageTooLarge': 'the message was too large for the mailbox',
    'Transient/ContentRejected': 'the mailbox refused the message',
    'Transient/AttachmentRejected': 'the mailbox refused the attachment',
  };
  return (
    known[`${type}/${subType}`] ??
    (type === 'Permanent' ? 'the address does not take mail' : 'the mailbox did not take the message')
  );
}

function addressOf([first]: v.InferOutput<typeof recipients>): { address?: string } {
  return first ? { address: first.emailAddress } : {};
}
