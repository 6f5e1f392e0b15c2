import { SESv2Client, SendEmailCommand, TooManyRequestsException } from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SesEvent } from '../../../../local/services/ses/delivery-events.ts';
import { SesService } from '../../../../local/services/ses/ses-service.ts';
import { begin, caller, place, type StillWorld, stillWorld } from '../still-world.ts';
import { serve } from '../wire/serve.ts';

const second = 1000;
const set = {
  name: 'mail',
  arn: 'arn:aws:ses:eu-west-2:000000000000:configuration-set/mail',
  publishes: ['DELIVERY', 'BOUNCE', 'COMPLAINT'],
};

let world: StillWorld;
let ses: SesService;
let published: SesEvent[];

function serviceIn(into: StillWorld): SesService {
  const service = new SesService({
    ...into,
    place,
    quota: { perSecond: 14, perDay: 100 },
    publish: (event) => published.push(event),
  });
  for (const [, entry] of [...into.kept]) service.apply(entry);
  service.createIdentity({ identity: 'throughline.example' });
  service.createConfigurationSet(set);
  service.resume();
  return service;
}

beforeEach(() => {
  world = stillWorld();
  published = [];
  ses = serviceIn(world);
});
afterEach(() => {
  ses.close();
  world.clock.close();
});

type Parts = Record<string, unknown>;
const mailTo = (address: string, parts: Parts = {}): Parts => ({
  FromEmailAddress: '"Throughline" <programmes@throughline.example>',
  Destination: { ToAddresses: [address] },
  ConfigurationSetName: 'mail',
  Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hi' } } } },
  ...parts,
});
const send = (address: string, parts: Parts = {}) => ses.call('SendEmail', mailTo(address, parts), caller);
const kinds = () => published.map(({ detailType }) => detailType);

describe('a mail', () => {
  it('is kept with all that it holds, through the SDK’s own client', async () => {
    const server = await serve([ses]);
    const { MessageId } = await new SESv2Client(server.config).send(
      new SendEmailCommand({
        FromEmailAddress: '"Throughline" <programmes@throughline.example>',
        Destination: { ToAddresses: ['Jo <jo@example.org>'], CcAddresses: ['cc@example.org'] },
        ConfigurationSetName: 'mail',
        EmailTags: [{ Name: 'prompt', Value: 'S1' }],
        Content: {
          Simple: {
            Subject: { Data: 'Hello', Charset: 'UTF-8' },
            Body: { Text: { Data: 'text' }, Html: { Data: '<p>html</p>' } },
            Headers: [{ Name: 'List-Unsubscribe', Value: '<https://throughline.example/x>' }],
            Attachments: [
              { FileName: 'a.ics', ContentType: 'text/calendar', RawContent: new TextEncoder().encode('BEGIN') },
            ],
          },
        },
      }),
    );
    await server.close();
    expect(ses.list()).toMatchObject([
      {
        id: MessageId,
        at: begin,
        from: '"Throughline" <programmes@throughline.example>',
        to: ['Jo <jo@example.org>'],
        cc: ['cc@example.org'],
        subject: 'Hello',
        text: 'text',
        html: '<p>html</p>',
        tags: { prompt: 'S1' },
        headers: [{ name: 'List-Unsubscribe', value: '<https://throughline.example/x>' }],
        attachments: [{ fileName: 'a.ics', contentType: 'text/calendar', content: Buffer.from('BEGIN') }],
      },
    ]);
  });

  it('is delivered after a second, and its configuration set publishes that as SES does', async () => {
    const { MessageId } = await send('Jo <jo@example.org>', { EmailTags: [{ Name: 'prompt', Value: 'S1' }] });
    expect(published).toEqual([]);
    await world.after(second);
    expect(published).toMatchObject([
      {
        source: 'aws.ses',
        detailType: 'Email Delivered',
        resources: [set.arn],
        detail: {
          eventType: 'Delivery',
          mail: { messageId: MessageId, tags: { prompt: ['S1'], 'ses:configuration-set': ['mail'] } },
          delivery: { recipients: ['jo@example.org'], timestamp: '2026-03-02T09:00:01.000Z' },
        },
      },
    ]);
    expect(ses.list()[0]?.events).toEqual([
      { at: begin, kind: 'sent' },
      { at: begin + second, kind: 'delivered' },
    ]);
  });

  it('without a configuration set publishes nothing', async () => {
    await send('jo@example.org', { ConfigurationSetName: undefined });
    await world.after(second);
    expect(published).toEqual([]);
    expect(ses.list()[0]?.events).toHaveLength(2);
  });

  it.each([
    ['success', ['Email Delivered']],
    ['success+label', ['Email Delivered']],
    ['bounce', ['Email Bounced']],
    ['complaint', ['Email Delivered', 'Email Complaint Received']],
    ['suppressionlist', ['Email Bounced']],
  ])('to %s of the mailbox simulator ends as %j', async (local, expected) => {
    await send(`${local}@simulator.amazonses.com`);
    await world.after(second);
    expect(kinds()).toEqual(expected);
  });

  it('can bounce late, and the next one to that address bounces by the suppression list', async () => {
    const { MessageId } = await send('jo@example.org');
    await world.after(second);
    await ses.bounce(String(MessageId), { bounceType: 'Permanent', bounceSubType: 'NoEmail' });
    await send('JO@example.org');
    await world.after(second);
    expect(kinds()).toEqual(['Email Delivered', 'Email Bounced', 'Email Bounced']);
    expect(published.map(({ detail }) => detail.bounce)).toMatchObject([
      undefined,
      { bounceType: 'Permanent', bounceSubType: 'NoEmail', bouncedRecipients: [{ emailAddress: 'jo@example.org' }] },
      { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList' },
    ]);
  });

  it('that bounces for a while only leaves the address alone', async () => {
    const { MessageId } = await send('jo@example.org');
    await ses.bounce(String(MessageId), { bounceType: 'Transient', bounceSubType: 'MailboxFull' });
    await expect(
      ses.call('GetSuppressedDestination', { EmailAddress: 'jo@example.org' }, caller),
    ).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('that is complained of puts its address on the suppression list until it is taken off', async () => {
    const { MessageId } = await send('jo@example.org');
    await ses.complain(String(MessageId));
    const asked = { EmailAddress: 'jo@example.org' };
    expect(await ses.call('GetSuppressedDestination', asked, caller)).toMatchObject({
      SuppressedDestination: { Reason: 'COMPLAINT' },
    });
    await ses.call('DeleteSuppressedDestination', asked, caller);
    await send('jo@example.org');
    await world.after(second);
    expect(kinds().at(-1)).toBe('Email Delivered');
  });

  it('outlives a restart, and is delivered after it, once', async () => {
    await send('a@example.org');
    await world.after(second);
    await send('b@example.org');
    ses.close();
    world = world.restart();
    ses = serviceIn(world);
    await world.after(second);
    expect(published.map(({ detail }) => (detail.delivery as { recipients: string[] }).recipients[0])).toEqual([
      'a@example.org',
      'b@example.org',
    ]);
    expect(ses.list().map(({ to }) => to[0])).toEqual(['a@example.org', 'b@example.org']);
  });

  it('is in the snapshot with what became of it', async () => {
    await send('bounce@simulator.amazonses.com');
    await send('b@example.org');
    await world.after(second);
    const copy = new SesService({ ...stillWorld(), place, quota: { perSecond: 14, perDay: 100 }, publish: () => {} });
    for (const entry of ses.snapshot()) copy.apply(entry);
    expect(copy.list()).toEqual(ses.list());
  });
});

describe('the quota', () => {
  it('is so many recipients in any second', async () => {
    for (let i = 0; i < 14; i++) await send(`p${i}@example.org`);
    const tooMuch = { name: 'TooManyRequestsException', status: 429, message: 'Maximum sending rate exceeded.' };
    await expect(send('p15@example.org')).rejects.toMatchObject(tooMuch);
    await world.after(999);
    await expect(send('p15@example.org')).rejects.toMatchObject(tooMuch);
    await world.after(1);
    await expect(send('p15@example.org')).resolves.toHaveProperty('MessageId');
    expect(ses.list()).toHaveLength(15);
  });

  it('is so many recipients in any day', async () => {
    for (let i = 0; i < 10; i++) {
      await send('x@example.org', {
        Destination: { ToAddresses: Array.from({ length: 10 }, (_, n) => `p${n}@a.org`) },
      });
      await world.after(second);
    }
    await expect(send('p@example.org')).rejects.toMatchObject({ message: 'Daily message quota exceeded.' });
    await world.after(86_400 * second);
    await expect(send('p@example.org')).resolves.toHaveProperty('MessageId');
  });

  it('is told to the SDK as it expects', async () => {
    for (let i = 0; i < 14; i++) await send(`p${i}@example.org`);
    const server = await serve([ses]);
    const client = new SESv2Client({ ...server.config, maxAttempts: 1 });
    const late = new SendEmailCommand({
      FromEmailAddress: 'programmes@throughline.example',
      Destination: { ToAddresses: ['late@example.org'] },
      Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } },
    });
    await expect(client.send(late)).rejects.toThrow(TooManyRequestsException);
    await server.close();
  });
});

describe('what SES would not take', () => {
  const simple = { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } };
  it.each<[string, string, string, Parts, string]>([
    ['no domain', 'BadRequestException', 'jo', {}, "Missing final '@domain'"],
    ['no name', 'BadRequestException', '@example.org', {}, 'User name is missing'],
    ['a space', 'BadRequestException', 'j o@example.org', {}, 'control or whitespace'],
    ['two dots', 'BadRequestException', 'jo@example..org', {}, 'Domain contains dot-dot'],
    ['a letter outside ASCII', 'BadRequestException', 'zoë@example.org', {}, 'non-ASCII'],
    ['a domain that is none', 'BadRequestException', 'jo@exa_mple.org', {}, 'illegal character'],
    ['no recipient', 'BadRequestException', '', { Destination: {} }, "'To'"],
    [
      '51 recipients',
      'BadRequestException',
      '',
      { Destination: { ToAddresses: Array(51).fill('a@b.org') } },
      'exceeds 50',
    ],
    ['a sender of another domain', 'MessageRejected', 'a@b.org', { FromEmailAddress: 'x@other.org' }, 'not verified'],
    ['an unknown configuration set', 'NotFoundException', 'a@b.org', { ConfigurationSetName: 'none' }, '<none>'],
    ['a tag with a space', 'BadRequestException', 'a@b.org', { EmailTags: [{ Name: 'a', Value: 'b c' }] }, 'EmailTags'],
    [
      'a header of SES’s own',
      'BadRequestException',
      'a@b.org',
      { Content: { Simple: { ...simple, Headers: [{ Name: 'To', Value: 'x' }] } } },
      'Headers',
    ],
    [
      'a header that breaks the line',
      'BadRequestException',
      'a@b.org',
      { Content: { Simple: { ...simple, Headers: [{ Name: 'X-A', Value: 'x\r\nBcc: y' }] } } },
      'Headers',
    ],
    ['a template', 'BadRequestException', 'a@b.org', { Content: { Template: {} } }, 'Template'],
    ['an unknown field', 'BadRequestException', 'a@b.org', { TenantName: 't' }, 'TenantName'],
  ])('%s', async (_, name, address, parts, words) => {
    const error = await send(address, parts).then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    expect(error).toMatchObject({ name });
    expect(error?.message).toContain(words);
    expect(ses.list()).toEqual([]);
  });
});
