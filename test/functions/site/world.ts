import type { Hono } from 'hono';
import type { Participant } from '../../../functions/domain/participant.ts';
import type { People } from '../../../functions/domain/people.ts';
import { foundItem } from '../../../functions/people/found-row.ts';
import type { Clock } from '../../../functions/platform/clock.ts';
import { drivenSk, key, partition } from '../../../functions/platform/keys.ts';
import { type LinkKeys, type LinkPurpose, signLink } from '../../../functions/platform/links.ts';
import type { Log } from '../../../functions/platform/logs.ts';
import type { OutgoingMail } from '../../../functions/platform/mail.ts';
import type { Lane, PromptMessage } from '../../../functions/platform/prompt-queue.ts';
import { type Item, Table, type Write } from '../../../functions/platform/table.ts';
import type { Workflows } from '../../../functions/platform/workflows.ts';
import { newSessionWrites } from '../../../functions/programmes/new-session-writes.ts';
import { composeMail } from '../../../functions/prompts/compose-mail.ts';
import { deliverPrompt } from '../../../functions/prompts/deliver-prompt.ts';
import { newDevice } from '../../../functions/sign-in/known-device.ts';
import { createSite } from '../../../functions/site/create-site.ts';
import type { SiteDeps } from '../../../functions/site/site-deps.ts';
import type { WebEnv } from '../../../functions/web/web-deps.ts';
import { MemoryDynamo } from '../../../local/services/dynamodb/memory/memory-dynamo.ts';
import { ServiceError } from '../../../local/services/service.ts';
import { singleTable } from '../../../local/world/single-table.ts';
import { cohort, participantFacts, participantPeople, programme, sessions } from './fixtures.ts';

const tableName = 'throughline-site-test';
export const siteUrl = 'https://site.example.org';
const linkKeys: LinkKeys = { current: '1', keys: { '1': 'a key for tests' } };

/** The site on the in-memory table, with a clock that is set by hand. */
export class SiteWorld {
  nowMs: number;
  readonly clock: Clock = {
    now: () => new Date(this.nowMs).toISOString(),
    nowMs: () => this.nowMs,
    sleepUntil: async (at) => {
      this.nowMs = Math.max(this.nowMs, at);
    },
  };
  readonly logged: string[] = [];
  readonly started: string[] = [];
  readonly queued: { lane: Lane; message: PromptMessage }[] = [];
  /** What the browser keeps for the site. */
  readonly cookies = new Map<string, string>();
  readonly table: Table;
  readonly deps: SiteDeps;
  readonly app: Hono<WebEnv>;
  /** Which of the next writes meet another transaction. */
  readonly conflicts: boolean[] = [];
  writes = 0;
  readonly #engine: MemoryDynamo;

  constructor(now: string) {
    this.nowMs = Date.parse(now);
    this.#engine = new MemoryDynamo({
      clock: { now: () => this.nowMs, at: () => ({ at: 0, label: '', cancel: () => {} }) },
    });
    this.#engine.createTable(singleTable(tableName));
    this.table = new Table({ call: async (action, input) => this.#call(action, input) }, tableName);
    const log: Log = {
      info: (event, ids) => void this.logged.push(JSON.stringify([event, ids])),
      alarm: (event, ids) => void this.logged.push(JSON.stringify([event, ids])),
      failure: (event, error, ids) => void this.logged.push(JSON.stringify([event, String(error), ids])),
    };
    const workflows: Workflows = {
      start: async (kind, id, { leg }) => {
        this.started.push(`${kind} ${id} ${leg}`);
        return 'started';
      },
      wake: async () => 'already-awake',
      describe: async () => 'running',
    };
    this.deps = {
      table: this.table,
      clock: this.clock,
      log,
      workflows,
      queue: {
        enqueue: async (lane, messages) => void this.queued.push(...messages.map((message) => ({ lane, message }))),
      },
      siteUrl,
      linkKeys: async () => linkKeys,
      assets: {
        addresses: { css: '/assets/site-1.css', js: '/assets/site-1.js', icon: '/assets/icon-1.svg' },
        files: new Map([['site-1.css', { contentType: 'text/css', body: new Uint8Array([42]) }]]),
      },
    };
    this.app = createSite(this.deps);
  }

  /** The programme and the cohort with its sessions. */
  async seed(changes: Partial<typeof cohort> = {}): Promise<this> {
    await this.put(
      { ...key.programmeVersion(programme.key, programme.version), content: programme, contentHash: 'x' },
      { ...key.cohort(cohort.id), ...cohort, ...changes },
      { ...key.cohortList(cohort.id) },
      { ...key.cohortPlaces(cohort.id), taken: 1 },
      ...Object.values(sessions).flatMap((session) => newSessionWrites(session).map(({ item }) => item)),
    );
    return this;
  }

  async seedParticipant(changes: Partial<Participant> = {}, people: People = participantPeople): Promise<this> {
    await this.seed();
    const facts = participantFacts(changes);
    await this.put(
      { ...key.driven('participant', facts.id), ...facts },
      { ...key.people('participant', facts.id), people },
      foundItem(facts, people),
      { ...key.cohortParticipant(cohort.id, facts.id), id: facts.id, joinedAt: facts.enrolledAt },
    );
    return this;
  }

  async put(...items: Item[]): Promise<void> {
    for (const item of items) {
      const write: Write = {
        kind: 'put',
        item,
        where: { anyOf: [{ pk: { is: 'absent' } }, { pk: { is: 'present' } }] },
      };
      await this.table.write(write);
    }
  }

  link(purpose: LinkPurpose, subject: string, changes: { epoch?: number; expiresAt?: string } = {}): string {
    const expiresAt = changes.expiresAt ?? new Date(this.nowMs + 60 * 86_400_000).toISOString();
    return signLink(linkKeys, { purpose, subject, epoch: changes.epoch ?? 0, expiresAt });
  }

  /** Has what is queued delivered, as the mailer does; answers the e-mails that went out. */
  async deliverQueued(): Promise<OutgoingMail[]> {
    const sent: OutgoingMail[] = [];
    const deps = {
      ...this.deps,
      random: () => 0.5,
      mailer: {
        send: async (mail: OutgoingMail) => ({ taken: true, messageId: `ses-${sent.push(mail)}` }) as const,
      },
      compose: composeMail({ siteUrl, linkKeys: this.deps.linkKeys }),
    };
    for (const { message } of this.queued.splice(0)) await deliverPrompt(deps, message);
    return sent;
  }

  /** Makes the browser one on which the cohort's lead has typed their code. */
  async knowDevice(of: Pick<typeof cohort, 'lead'> = cohort): Promise<this> {
    const { id, write } = newDevice(of, 'own', this.clock.now());
    await this.table.write(write);
    this.cookies.set('__Host-throughline-device', id);
    return this;
  }

  async get(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0) headers.set('cookie', [...this.cookies].map((pair) => pair.join('=')).join('; '));
    const answer = await this.app.request(`${siteUrl}${path}`, { ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
    return answer;
  }

  /** Posts a form as a browser with our own page in it does. */
  post(
    path: string,
    fields: Readonly<Record<string, string | readonly string[]>> = {},
    headers: Record<string, string> = { origin: siteUrl },
  ): Promise<Response> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields))
      for (const each of typeof value === 'string' ? [value] : value) body.append(name, each);
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.get(path, { method: 'POST', body: body.toString(), headers: { ...type, ...headers } });
  }

  #keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (/max-age=0(;|$)/i.test(cookie)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  /** The rows of a subject whose sort key begins so, oldest first. */
  rows(pk: string, prefix: string): Promise<Item[]> {
    return this.table.queryAll({ pk, prefix });
  }

  async facts(kind: 'participant' | 'nomination', id: string): Promise<Item | undefined> {
    const [item] = await this.rows(partition.subject(kind, id), drivenSk);
    return item;
  }

  /** Every item, to see that nothing changed. */
  everything(): string {
    return JSON.stringify([...this.#engine.items(tableName)]);
  }

  #call(action: string, input: Record<string, unknown>): Record<string, unknown> {
    const isWrite = action.startsWith('Transact') || /^(Put|Update|Delete)/.test(action);
    if (isWrite) this.writes += 1;
    if (isWrite && this.conflicts.shift()) {
      const CancellationReasons = [{ Code: 'TransactionConflict' }];
      throw Object.assign(new Error('conflict'), { name: 'TransactionCanceledException', CancellationReasons });
    }
    try {
      return this.#engine.execute(action, input);
    } catch (error) {
      if (error instanceof ServiceError) throw Object.assign(error, error.fields);
      throw error;
    }
  }
}
