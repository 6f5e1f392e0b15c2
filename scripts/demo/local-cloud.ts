import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { readAs } from '../../functions/domain/read-as.ts';
import { areFree, findFreePorts } from '../../local/cloud/loopback.ts';

const root = join(import.meta.dirname, '..', '..');

export const sentMail = v.object({
  id: v.string(),
  at: v.string(),
  to: v.array(v.string()),
  subject: v.string(),
  prompt: v.nullable(v.string()),
  text: v.string(),
  html: v.string(),
  links: v.array(v.string()),
  tags: v.record(v.string(), v.string()),
});
export type SentMail = v.InferOutput<typeof sentMail>;

const execution = v.object({
  name: v.string(),
  status: v.string(),
  startDate: v.string(),
  stopDate: v.optional(v.string()),
  currentState: v.nullish(v.string()),
});
export type ListedExecution = v.InferOutput<typeof execution>;
export const listedExecutions = v.object({ executions: v.array(execution) });

/** What a story needs of an embedded cloud, wherever it runs. */
export type CloudInStory = Pick<LocalCloud, 'url' | 'jumpTo' | 'settle' | 'now' | 'mail' | 'executions'>;

export class CloudNotStarted extends Error {
  override readonly name = 'CloudNotStarted';
}

/** A fresh embedded cloud in a temporary folder, started as `npm start` does, driven over HTTP. */
export class LocalCloud {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(url: string, process: ChildProcess, folder: string) {
    this.url = url;
    this.#process = process;
    this.#folder = folder;
  }

  /** Starts it on free ports with the sample cohort; `progress` gets what it prints. */
  static async start(
    options: { progress?: (line: string) => void; folder?: string; port?: number } = {},
  ): Promise<LocalCloud> {
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'throughline-'));
    const port = options.port ?? (await freePort());
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(root, 'local', 'start.ts'), '--port', String(port), '--state', folder],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const cloud = new LocalCloud(`http://127.0.0.1:${port}`, child, folder);
    await cloud.#ready(options.progress ?? (() => {}));
    return cloud;
  }

  /** Moves the clock to a moment; everything due in between has happened when it answers. */
  async jumpTo(until: string): Promise<void> {
    await this.#post('/_local/clock', { until });
  }

  /** Lets a minute pass, in which whatever was set off happens: e-mails wait for their slots. */
  async settle(): Promise<void> {
    await this.#post('/_local/clock', { by: 'PT1M' });
  }

  async pause(): Promise<void> {
    await this.#post('/_local/clock', { mode: 'paused' });
  }

  async now(): Promise<string> {
    return readAs(v.object({ now: v.string() }), await this.#get('/_local/clock')).now;
  }

  async mail(query = ''): Promise<SentMail[]> {
    return readAs(v.array(sentMail), await this.#get(`/_local/mail${query}`));
  }

  async executions(): Promise<ListedExecution[]> {
    return readAs(listedExecutions, await this.#get('/_local/executions')).executions;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGTERM');
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** As a crash of the machine: nothing is told and nothing is tidied. */
  async kill(): Promise<{ folder: string; port: number }> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await ended;
    return { folder: this.#folder, port: Number(new URL(this.url).port) };
  }

  #ready(progress: (line: string) => void): Promise<void> {
    const said: string[] = [];
    const hear = (chunk: Buffer): void => {
      for (const line of chunk.toString('utf8').split('\n').filter(Boolean)) {
        said.push(line);
        progress(line);
      }
    };
    this.#process.stdout?.on('data', hear);
    this.#process.stderr?.on('data', hear);
    return new Promise((resolve, reject) => {
      const ended = (): void =>
        reject(new CloudNotStarted(`The embedded cloud did not start:\n${said.slice(-20).join('\n')}`));
      this.#process.once('exit', ended);
      const look = async (): Promise<void> => {
        const answer = await fetch(`${this.url}/_local/health`).catch((error: unknown) => {
          // Not listening yet: what fetch throws for a refused connection.
          if (error instanceof TypeError) return undefined;
          throw error;
        });
        if (!answer?.ok) setTimeout(() => void look(), 100);
        else {
          this.#process.off('exit', ended);
          resolve();
        }
      };
      void look();
    });
  }

  async #get(path: string): Promise<unknown> {
    const answer = await fetch(this.url + path);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json', origin: this.url };
    const answer = await fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }
}

/** A port with two free ones after it: site, services, identity. */
export async function freePort(): Promise<number> {
  // A template knows its own port: clouds that come one after the other need but one where each begins at the same.
  const usual = Number(process.env.CLOUDS_PORT) + 10 * (Number(process.env.VITEST_POOL_ID ?? 1) - 1);
  return usual > 0 && (await areFree(usual, 3)) ? usual : findFreePorts(3);
}
