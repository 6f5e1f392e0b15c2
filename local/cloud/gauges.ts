import type { Gauges } from '../services/cloudwatch/watch.ts';
import { hasHappened, type MailEvent } from '../services/ses/mail.ts';
import type { SesService } from '../services/ses/ses-service.ts';
import type { SqsService } from '../services/sqs/sqs-service.ts';
import type { Inventory } from '../template/inventory.ts';

/** What CloudWatch would be told of queues and of SES's reputation, as it is now. */
export function gaugesOf(
  { queues }: Inventory,
  { sqs, ses, now }: { readonly sqs: SqsService; readonly ses: SesService; readonly now: () => number },
): Gauges {
  return {
    queues: () =>
      queues.map(({ name, arn }) => {
        const messages = sqs.messages(arn);
        const oldest = Math.min(now(), ...messages.map(({ sentAt }) => sentAt));
        return { name, visible: messages.length, oldestSeconds: (now() - oldest) / 1000 };
      }),
    reputation: () => {
      const mails = ses.list();
      const share = (kind: MailEvent['kind']) =>
        mails.filter((mail) => hasHappened(mail, kind)).length / Math.max(1, mails.length);
      return { bounceRate: share('bounced'), complaintRate: share('complained') };
    },
  };
}
