import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { readAs } from '../../functions/domain/read-as.ts';
import type { CloudInStory, ListedExecution, SentMail } from '../demo/local-cloud.ts';
import { listedExecutions, sentMail } from '../demo/local-cloud.ts';
import { type Answered, type Send, sendOnce } from '../demo/visitor.ts';
import { type DeathNote, type DeathPlan, deathNote } from './death.ts';

/** A death as it was met. */
export interface Death extends DeathNote {
  /** What was asked of the process when it died. */
  readonly during: 'start' | 'jump' | 'request' | 'rest';
}

export interface MortalOptions {
  readonly assembly: string;
  /** State and notes are kept in it. */
  readonly folder: string;
  readonly port: number;
  /** Asked at each start; nothing: this life lasts. */
  readonly nextDeath: () => DeathPlan | undefined;
  readonly tell?: (line: string) => void;
}

/** The process ended, and nobody had ordered it to. */
export class DiedByItself extends Error {
  override readonly name = 'DiedByItself';
}

/** After a death in a jump whatever was in hand then comes back: a message is hidden for three minutes. */
const afterDeathMs = 5 * 60_000;
const minuteMs = 60_000;

/**
 * An embedded cloud whose process is killed again and again and started anew on the same state. Whoever drives it sees a
 * connection that dies, waits until it is up again, and asks once more, as a person would.
 */
export class MortalCloud implements CloudInStory {
  readonly url: string;
  readonly deaths: Death[] = [];
  readonly #options: MortalOptions;
  #child: ChildProcess | undefined;
  #exited: Promise<void> = Promise.resolve();
  #askedAt = 0;
  #asked: Death['during'] = 'rest';

  private constructor(options: MortalOptions) {
    this.#options = options;
    this.url = `http://127.0.0.1:${options.port}`;
  }

  static async start(options: MortalOptions): Promise<MortalCloud> {
    const cloud = new MortalCloud(options);
    mkdirSync(options.folder, { recursive: true });
    await cloud.#live();
    return cloud;
  }

  /** Whether it died since this was asked last. */
  diedSinceAsked(): boolean {
    const died = this.deaths.length > this.#askedAt;
    this.#askedAt = this.deaths.length;
    return died;
  }

  get stateFolder(): string {
    return join(this.#options.folder, 'state');
  }

  /** For visitors: a request that dies with the process is sent again to the next one. */
  readonly send: Send = (to, request) => this.#ask('request', () => sendOnce(to, request));

  async jumpTo(until: string): Promise<void> {
    const deaths = this.deaths.length;
    await this.#control('jump', '/_local/clock', { until });
    if (this.deaths.length === deaths) return;
    await this.jumpTo(new Date(Date.parse(until) + afterDeathMs).toISOString());
  }

  async settle(): Promise<void> {
    await this.jumpTo(new Date(Date.parse(await this.now()) + minuteMs).toISOString());
  }

  async now(): Promise<string> {
    return readAs(v.object({ now: v.string() }), await this.#control('request', '/_local/clock')).now;
  }

  async mail(query = ''): Promise<SentMail[]> {
    return readAs(v.array(sentMail), await this.#control('request', `/_local/mail${query}`));
  }

  async executions(): Promise<ListedExecution[]> {
    return readAs(listedExecutions, await this.#control('request', '/_local/executions')).executions;
  }

  /** Ends it for good, as abruptly as ever. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#exited;
  }

  async #control(asked: Death['during'], path: string, body?: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json', origin: this.url };
    const request = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) };
    const { status, text } = await this.#ask(asked, () => sendOnce(this.url + path, request));
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
    return JSON.parse(text);
  }

  async #ask(asked: Death['during'], send: () => Promise<Answered>): Promise<Answered> {
    for (;;) {
      await this.#dieAtRest();
      this.#asked = asked;
      try {
        return await send();
      } catch (error) {
        // What fetch throws for a connection that broke. Only a death breaks one here.
        if (!(error instanceof TypeError)) throw error;
        await this.#exited;
        this.#bury();
        await this.#live();
      } finally {
        this.#asked = 'rest';
      }
    }
  }

  /** Its death is due and nothing is asked of it: now. */
  async #dieAtRest(): Promise<void> {
    if (!existsSync(this.#notePath) || this.#readNote().how !== 'at-rest') return;
    await this.kill();
    this.#bury();
    await this.#live();
  }

  /** Starts the process, again where it is killed in its start. */
  async #live(): Promise<void> {
    const { assembly, port, nextDeath } = this.#options;
    for (;;) {
      this.#asked = 'start';
      const order = { assembly, state: this.stateFolder, port, death: nextDeath(), note: this.#notePath };
      const child = fork(join(import.meta.dirname, 'cloud-process.ts'), [JSON.stringify(order)], {
        execArgv: ['--import', 'tsx'],
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      this.#child = child;
      this.#exited = new Promise((resolve) => child.once('exit', () => resolve()));
      this.#listen(child);
      const isUp = await Promise.race([
        new Promise<boolean>((resolve) => child.once('message', () => resolve(true))),
        this.#exited.then(() => false),
      ]);
      if (isUp) {
        this.#asked = 'rest';
        return;
      }
      this.#bury();
    }
  }

  #listen(child: ChildProcess): void {
    const { tell } = this.#options;
    const hear = (chunk: Buffer): void => tell?.(chunk.toString('utf8').trimEnd());
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
  }

  #bury(): void {
    if (!existsSync(this.#notePath)) throw new DiedByItself('The embedded cloud ended without having been killed.');
    this.deaths.push({ ...this.#readNote(), during: this.#asked });
    rmSync(this.#notePath);
  }

  get #notePath(): string {
    return join(this.#options.folder, 'death.json');
  }

  #readNote(): DeathNote {
    return readAs(deathNote, JSON.parse(readFileSync(this.#notePath, 'utf8')));
  }
}
