import { describe, expect, it } from 'vitest';
import { onlyTo } from '../../../functions/platform/allowed-recipients.ts';
import type { Mailer, OutgoingMail } from '../../../functions/platform/mail.ts';

function mailing(allowed: readonly string[]) {
  const sent: string[] = [];
  const ses: Mailer = {
    send: async ({ to }) => {
      sent.push(to);
      return { taken: true, messageId: 'ses-1' };
    },
  };
  const mail = (to: string): OutgoingMail => ({ to, subject: 'S', text: 'T', html: '<p>T</p>', tags: {} });
  return { sent, send: (to: string) => onlyTo(allowed, ses).send(mail(to)) };
}

describe('an environment that mails an allow-list', () => {
  it('mails an address on the list and any address of a domain on it, whatever their case', async () => {
    const { send, sent } = mailing(['tester@example.org', '*@simulator.amazonses.com']);
    await send('Tester@Example.org');
    await send('bounce@simulator.amazonses.com');
    expect(sent).toEqual(['Tester@Example.org', 'bounce@simulator.amazonses.com']);
  });

  it.for([
    'head@school.example',
    'tester@example.org.evil.example',
    'x@notsimulator.amazonses.com',
    'simulator.amazonses.com',
  ])('does not hand %s to SES', async (address) => {
    const { send, sent } = mailing(['tester@example.org', '*@simulator.amazonses.com']);
    expect(await send(address)).toEqual({ taken: false, why: 'not-allowed' });
    expect(sent).toEqual([]);
  });
});
