import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { onlyTo } from '../platform/allowed-recipients.ts';
import { commonDeps } from '../platform/deps.ts';
import { SesMailer } from '../platform/mail.ts';
import { linkKeysFrom } from '../platform/secrets.ts';
import { mailerSettings, readSettings } from '../platform/settings.ts';
import { composeMail } from './compose-mail.ts';
import { deliverPrompts } from './deliver-prompts.ts';

const settings = readSettings(mailerSettings);
const linkKeys = linkKeysFrom(settings.LINK_KEYS_ARN);
const ses = new SesMailer({
  address: settings.SENDER_ADDRESS,
  name: settings.SENDER_NAME,
  configurationSet: settings.CONFIGURATION_SET,
});
const deps = {
  ...commonDeps(),
  mailer: settings.MAIL_ALLOWED ? onlyTo(settings.MAIL_ALLOWED, ses) : ses,
  random: Math.random,
  rates: { urgent: settings.URGENT_PER_SECOND, routine: settings.ROUTINE_PER_SECOND },
  compose: composeMail({ siteUrl: settings.SITE_URL, linkKeys }),
};

export const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
  const lane = Records[0]?.eventSourceARN === settings.URGENT_QUEUE_ARN ? 'urgent' : 'routine';
  const failed = await deliverPrompts(deps, lane, Records);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};
