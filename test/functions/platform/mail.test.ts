import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { describe, expect, it } from 'vitest';
import { type MailTaken, SesMailer } from '../../../functions/platform/mail.ts';

const sender = { address: 'programmes@throughline.example', name: 'Throughline', configurationSet: 'set' };
const mail = { to: 'pat@example.org', subject: 'S', text: 'T', html: '<p>T</p>', tags: { kind: 'participant' } };

/** Sends the mail to a service on loopback that answers in this way, over the SDK's own wire. */
async function sendTo(status: number, body: Record<string, unknown>, errorType?: string): Promise<MailTaken> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(errorType && { 'x-amzn-errortype': errorType }),
      });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await sendTo127((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function sendTo127(port: number): Promise<MailTaken> {
  const client = new SESv2Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  return new SesMailer(sender, client).send(mail).finally(() => client.destroy());
}

describe('what SES says to a message', () => {
  it('is its id when it was taken', async () => {
    expect(await sendTo(200, { MessageId: 'm-1' })).toEqual({ taken: true, messageId: 'm-1' });
  });

  it('is "throttled" when the rate was met', async () => {
    expect(await sendTo(429, { message: 'Maximum sending rate exceeded.' }, 'TooManyRequestsException')).toEqual({
      taken: false,
      why: 'throttled',
    });
  });

  it('is "rejected" for a bad address, without the address', async () => {
    const answer = await sendTo(400, { message: 'Illegal address: pat@example.org' }, 'BadRequestException');
    expect(answer).toEqual({
      taken: false,
      why: 'rejected',
      reason: 'BadRequestException: Illegal address: (an address)',
    });
  });

  it('is "refused" where the account or the role may not send: nothing was sent', async () => {
    expect(await sendTo(400, { message: 'Paused.' }, 'SendingPausedException')).toEqual({
      taken: false,
      why: 'refused',
      reason: 'SendingPausedException',
    });
    expect(await sendTo(403, { message: 'No.' }, 'AccessDeniedException')).toMatchObject({
      taken: false,
      why: 'refused',
    });
  });

  it('is "refused" when nobody listens', async () => {
    expect(await sendTo127(1)).toEqual({ taken: false, why: 'refused', reason: 'ECONNREFUSED' });
  });

  it('is thrown where it leaves open whether the message was taken', async () => {
    await expect(sendTo(500, { message: 'Oops.' }, 'InternalServiceErrorException')).rejects.toThrow();
    await expect(sendTo(200, {})).rejects.toThrow('gave it no id');
  });
});
