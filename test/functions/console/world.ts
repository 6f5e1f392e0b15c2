import type { Hono } from 'hono';
import type { ConsoleDeps } from '../../../functions/console/console-deps.ts';
import { createConsole } from '../../../functions/console/create-console.ts';
import { hubGroup } from '../../../functions/domain/console-roles.ts';
import { key } from '../../../functions/platform/keys.ts';
import type { WebEnv } from '../../../functions/web/web-deps.ts';
import { sampleCohort } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';
import { LetterBox, laneUrls, Sent } from '../../support/given-up.ts';
import { RememberedHistories } from './remembered-histories.ts';

export const siteUrl = 'https://site.example.org';
const cookie = '__Host-throughline-console';

/** `lead` and `llme` are of the sample cohort's hub; `other` is a hub lead, and lead of a cohort, somewhere else. */
export type Who = 'nobody' | 'stranger' | 'viewer' | 'llme' | 'lead' | 'other' | 'admin';
const theirHub = hubGroup(sampleCohort.hub.id);
export const groupsOf: Readonly<Record<Exclude<Who, 'nobody'>, readonly string[]>> = {
  stranger: [],
  viewer: ['viewers'],
  llme: ['llmes', theirHub],
  lead: ['hub-leads', theirHub],
  other: ['hub-leads', 'llmes', hubGroup('another-hub')],
  admin: ['admins'],
};

/** The console on the table in memory; whoever asks has a session row of their own. */
export class ConsoleWorld extends FunctionsWorld {
  readonly histories = new RememberedHistories();
  /** What lies among the dead letters, and what was sent again of it. */
  readonly letters = new LetterBox();
  readonly sent = new Sent();
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
      deadLetters: this.letters,
      lanes: { queue: this.sent, urls: laneUrls },
      eventFunctions: this.sent,
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
    for (const [who, theirs] of Object.entries(groupsOf)) await this.#signIn(who, theirs, expiresAtIso);
  }

  /** Somebody is in other groups than theirs. */
  async keepTo(who: Who, groups: readonly string[]): Promise<void> {
    await this.#signIn(who, groups, new Date(this.nowMs + 8 * 3_600_000).toISOString());
  }

  async #signIn(who: string, groups: readonly string[], expiresAtIso: string): Promise<void> {
    await this.put({
      ...key.signIn(`session-of-${who}`),
      subject: `sample-${who}`,
      name: `Sample ${who}`,
      email: who === 'llme' ? sampleCohort.lead.email.toUpperCase() : `${who}@example.org`,
      groups: [...groups],
      authenticatedAt: this.clock.now(),
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
