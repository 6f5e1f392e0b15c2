import { describe, expect, it } from 'vitest';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { createControl } from '../../../local/control/control.ts';
import type { ControlPorts, ListedExecution, SentMail } from '../../../local/control/control-ports.ts';
import { axeViolations } from '../../support/axe.ts';

const start = Date.parse('2026-03-02T09:00:00Z');

function mailWith(parts: Partial<SentMail> = {}): SentMail {
  return {
    id: 'm1',
    at: start,
    from: 'programmes@throughline.example',
    to: ['Jo Bloggs <jo@example.org>'],
    cc: [],
    subject: 'Central Day 1',
    text: 'Check in: http://127.0.0.1:4400/c/abc.',
    html: '<html><head></head><body><a href="http://127.0.0.1:4400/c/abc?a=1&amp;b=2">Check in</a></body></html>',
    tags: { prompt: 'check-in' },
    headers: [],
    attachments: [{ fileName: 'day.ics', contentType: 'text/calendar', content: Buffer.from('BEGIN:VCALENDAR') }],
    events: [{ at: start, kind: 'sent' }],
    ...parts,
  };
}

const waiting: ListedExecution = {
  executionArn: 'arn:aws:states:eu-west-2:000000000000:execution:throughline-local-journey:P1-0-1',
  stateMachineArn: 'arn:aws:states:eu-west-2:000000000000:stateMachine:throughline-local-journey',
  name: 'P1-0-1',
  status: 'RUNNING',
  startDate: start,
  currentState: 'AwaitSession',
};

interface World {
  readonly send: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly clock: Clock;
  readonly done: string[];
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly json: () => unknown;
  readonly header: (name: string) => string | undefined;
}

function createWorld(parts: Partial<ControlPorts> = {}): World {
  const clock = new Clock({ state: { mode: 'paused', virtual: start }, activity: new Activity() });
  const done: string[] = [];
  const mails = [mailWith(), mailWith({ id: 'm2', to: ['sam@example.org'], tags: { prompt: 'welcome' } })];
  const handle = createControl({
    clock,
    mail: {
      list: () => mails,
      bounce: async (id) => void done.push(`bounce ${id}`),
      complain: async (id) => void done.push(`complain ${id}`),
    },
    executions: {
      list: () => [waiting, { ...waiting, name: 'P2-0-1', status: 'SUCCEEDED', stopDate: start }],
      history: async () => [{ id: 1, type: 'ExecutionStarted' }],
    },
    faults: { list: () => [], add: (fault) => fault, clear: () => {} },
    invoke: async (name, payload) => (name === 'echo' ? { payload } : undefined),
    reset: async () => void done.push('reset'),
    siteUrl: 'http://127.0.0.1:4400',
    samplePeople: [{ name: 'Sample Admin', groups: ['admins'] }],
    ...parts,
  });
  const send: World['send'] = async (method, path, body, headers = {}) => {
    const isForm = body instanceof URLSearchParams;
    const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
    const response = await handle({
      method,
      target: path,
      rawHeaders: Object.entries({ host: '127.0.0.1:4400', 'content-type': type, ...headers }).flat(),
      body: Buffer.from(body === undefined ? '' : isForm ? body.toString() : JSON.stringify(body)),
      sourceIp: '127.0.0.1',
    });
    const text = response.body.toString();
    return {
      status: response.status,
      body: text,
      json: () => JSON.parse(text) as unknown,
      header: (name) => response.headers.find(([key]) => key === name)?.[1],
    };
  };
  return { send, clock, done };
}

describe('the JSON calls', () => {
  it('say that all is ready, and what time it is', async () => {
    const { send } = createWorld();
    expect((await send('GET', '/_local/health')).json()).toEqual({ ready: true });
    expect((await send('GET', '/_local/clock')).json()).toEqual({
      now: '2026-03-02T09:00:00.000Z',
      mode: 'paused',
      next: null,
    });
  });

  it('move the clock until a moment, by a duration of London’s calendar, and to the next timer', async () => {
    const { send, clock } = createWorld();
    clock.at(start + 1000, 'first', () => {});
    clock.at(start + 2000, 'second', () => {});
    const post = async (body: unknown) => (await send('POST', '/_local/clock', body)).json();
    expect(await post({ next: true })).toEqual({ now: '2026-03-02T09:00:01.000Z', fired: 1 });
    expect(await post({ until: '2026-03-03T09:00:00Z' })).toEqual({ now: '2026-03-03T09:00:00.000Z', fired: 1 });
    expect(await post({ by: 'P4W' })).toEqual({ now: '2026-03-31T08:00:00.000Z', fired: 0 });
  });

  it('call a function by its short name, as an administrator of AWS would', async () => {
    const { send } = createWorld();
    expect((await send('POST', '/_local/functions/echo', { rows: [] })).json()).toEqual({ rows: [] });
    expect((await send('POST', '/_local/functions/nobody', {})).status).toBe(404);
  });

  it('stop the clock and let it run', async () => {
    const { send, clock } = createWorld();
    await send('POST', '/_local/clock', { mode: 'real' });
    expect(clock.mode).toBe('real');
    await send('POST', '/_local/clock', { mode: 'paused' });
    expect(clock.mode).toBe('paused');
  });

  it.each([{}, { by: 'a while' }, { until: 'tomorrow' }, { next: false }, { by: 'P1D', next: true }, { by: '-P1D' }])(
    'refuse the order %j',
    async (order) => {
      const { send, clock } = createWorld();
      expect((await send('POST', '/_local/clock', order)).status).toBe(400);
      expect(clock.now()).toBe(start);
    },
  );

  it('give the mail to an address or of a prompt, with its links and attachments', async () => {
    const { send } = createWorld();
    const found = (await send('GET', '/_local/mail?to=JO@example.org')).json();
    expect(found).toMatchObject([
      {
        id: 'm1',
        prompt: 'check-in',
        links: ['http://127.0.0.1:4400/c/abc?a=1&b=2', 'http://127.0.0.1:4400/c/abc'],
        attachments: [{ fileName: 'day.ics', content: 'BEGIN:VCALENDAR' }],
      },
    ]);
    expect((await send('GET', '/_local/mail?prompt=welcome')).json()).toMatchObject([{ id: 'm2' }]);
    expect((await send('GET', '/_local/mail/m3')).status).toBe(404);
  });

  it('give executions by status and machine with their state, and a history by name', async () => {
    const { send } = createWorld();
    expect((await send('GET', '/_local/executions?status=RUNNING&machine=journey')).json()).toMatchObject({
      executions: [{ name: 'P1-0-1', currentState: 'AwaitSession', startDate: '2026-03-02T09:00:00.000Z' }],
    });
    expect((await send('GET', '/_local/executions?machine=nomination')).json()).toEqual({ executions: [] });
    expect((await send('GET', '/_local/executions/P1-0-1/history')).json()).toEqual({
      events: [{ id: 1, type: 'ExecutionStarted' }],
    });
    expect((await send('GET', '/_local/executions/P9-0-1/history')).status).toBe(404);
  });

  it('refuse a change that a page of another origin sends', async () => {
    const { send, done } = createWorld();
    const foreign = { origin: 'http://evil.example' };
    expect((await send('POST', '/_local/reset', {}, foreign)).status).toBe(403);
    expect((await send('POST', '/_local/reset', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(done).toEqual([]);
    expect((await send('POST', '/_local/reset', {}, { origin: 'http://127.0.0.1:4400' })).status).toBe(200);
    expect(done).toEqual(['reset']);
  });
});

describe('the pages', () => {
  it('say what this is, what time it is in London, and what is due next', async () => {
    const { send, clock } = createWorld();
    clock.at(start + 86_400_000, 'the reminder', () => {});
    const { body, status } = await send('GET', '/_local');
    expect(status).toBe(200);
    expect(body).toContain('Monday 2 March 2026, 09:00');
    expect(body).toContain('the reminder');
    expect(body).toContain('No e-mail leaves it');
  });

  it('move the clock by forms, to London’s time of a date', async () => {
    const { send, clock } = createWorld();
    const moved = await send('POST', '/_local/panel/clock', new URLSearchParams({ date: '2026-06-01', time: '09:00' }));
    expect([moved.status, moved.header('location')]).toEqual([303, '/_local']);
    expect(new Date(clock.now()).toISOString()).toBe('2026-06-01T08:00:00.000Z');
    await send('POST', '/_local/panel/clock', new URLSearchParams({ move: 'P7D' }));
    expect(new Date(clock.now()).toISOString()).toBe('2026-06-08T08:00:00.000Z');
  });

  it('say what is wrong with a date', async () => {
    const { send } = createWorld();
    const wrong = await send('POST', '/_local/panel/clock', new URLSearchParams({ date: '2026-02-31x', time: '9' }));
    expect(wrong.status).toBe(400);
    expect(wrong.body).toContain('Give a date and a time');
  });

  it('list the inbox and show a mail whose HTML can run nothing', async () => {
    const { send } = createWorld();
    expect((await send('GET', '/_local/inbox')).body).toContain('/_local/inbox/m1');
    expect((await send('GET', '/_local/inbox/m1')).body).toContain('sandbox="allow-popups');
    const html = await send('GET', '/_local/inbox/m1/html');
    expect(html.header('content-security-policy')).toMatch(/^sandbox /);
    expect((await send('GET', '/_local/inbox/m1/attachments/0')).body).toBe('BEGIN:VCALENDAR');
    expect((await send('GET', '/_local/inbox/m9')).status).toBe(404);
  });

  it('escape what a mail says', async () => {
    const hostile = mailWith({ subject: '<script>alert(1)</script>' });
    const { send } = createWorld({ mail: { list: () => [hostile], bounce: async () => {}, complain: async () => {} } });
    expect((await send('GET', '/_local/inbox')).body).not.toContain('<script>');
    expect((await send('GET', '/_local/inbox/m1')).body).not.toContain('<script>');
  });

  it('let a mail bounce, or be complained of, by a button', async () => {
    const { send, done } = createWorld();
    await send('POST', '/_local/panel/mail/m1', new URLSearchParams({ become: 'bounce' }));
    await send('POST', '/_local/panel/mail/m1', new URLSearchParams({ become: 'complain' }));
    expect(done).toEqual(['bounce m1', 'complain m1']);
  });

  it('change nothing on a GET of any of their addresses', async () => {
    const { send, clock, done } = createWorld();
    for (const path of ['clock', 'reset', 'mail/m1']) await send('GET', `/_local/panel/${path}?move=P7D&become=bounce`);
    expect(clock.now()).toBe(start);
    expect(done).toEqual([]);
  });

  it.each(['/_local', '/_local/inbox', '/_local/inbox/m1', '/_local/nowhere'])('are accessible: %s', async (path) => {
    const { send, clock } = createWorld();
    clock.at(start + 86_400_000, 'the reminder', () => {});
    expect(await axeViolations((await send('GET', path)).body)).toEqual([]);
  });

  it('answer an unknown address under the prefix with a page', async () => {
    const { send } = createWorld();
    expect((await send('GET', '/_local/nowhere')).status).toBe(404);
  });
});
