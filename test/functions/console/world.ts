import type { Hono } from 'hono';
import type { ConsoleDeps } from '../../../functions/console/console-deps.ts';
import { createConsole } from '../../../functions/console/create-console.ts';
import { key } from '../../../functions/platform/keys.ts';
import type { WebEnv } from '../../../functions/web/web-deps.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';
import { RememberedHistories } from './remembered-histories.ts';

export const siteUrl = 'https://site.example.org';
const cookie = '__Host-throughline-console';

export type Who = 'nobody' | 'stranger' | 'viewer' | 'admin';
const groups = { stranger: [], viewer: ['viewers'], admin: ['admins'] } as const;

/** The console on the table in memory; whoever asks has a session row of their own. */
export class ConsoleWorld extends FunctionsWorld {
  readonly histories = new RememberedHistories();
  readonly consoleDeps: ConsoleDeps;
  readonly app: Hono<WebEnv>;

  constructor(now: string, changes: Partial<ConsoleDeps> = {}) {
    super(now);
    this.consoleDeps = {
      ...this.deps,
      siteUrl,
      issuer: 'https://identity.example.org',
      clientId: 'console',
      histories: this.histories,
      assets: {
        addresses: { css: '/assets/site-1.css', js: '/assets/site-1.js', icon: '/assets/icon-1.svg' },
        files: new Map(),
      },
      ...changes,
    };
    this.app = createConsole(this.consoleDeps);
  }

  /** Everybody's session row, for eight hours from now. */
  async signInAll(): Promise<void> {
    const expiresAtIso = new Date(this.nowMs + 8 * 3_600_000).toISOString();
    for (const [who, theirs] of Object.entries(groups))
      await this.put({
        ...key.signIn(`session-of-${who}`),
        subject: `sample-${who}`,
        name: `Sample ${who}`,
        groups: [...theirs],
        expiresAtIso,
      });
  }

  get(path: string, who: Who = 'admin'): Promise<Response> {
    return this.ask(path, { headers: sessionOf(who) });
  }

  /** Posts a form as a browser with our own page in it does. */
  post(
    path: string,
    fields: Readonly<Record<string, string>> = {},
    who: Who = 'admin',
    headers: Readonly<Record<string, string>> = { origin: siteUrl },
  ): Promise<Response> {
    return this.ask(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...sessionOf(who), ...headers },
    });
  }

  async html(path: string, who: Who = 'admin'): Promise<string> {
    return (await this.get(path, who)).text();
  }

  ask(path: string, init: RequestInit): Promise<Response> {
    return Promise.resolve(this.app.request(`${siteUrl}${path}`, init));
  }
}

function sessionOf(who: Who): Record<string, string> {
  return who === 'nobody' ? {} : { cookie: `${cookie}=session-of-${who}` };
}
