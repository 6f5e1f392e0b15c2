import * as v from 'valibot';
import { readAs } from '../../functions/domain/read-as.ts';
import { controlPorts } from '../../local/cloud/control-of-world.ts';
import type { Cloud } from '../../local/cloud.ts';
import { executionsJson } from '../../local/control/executions-json.ts';
import { mailJson, selectMail } from '../../local/control/mail-json.ts';
import type { CloudInStory, ListedExecution, SentMail } from '../demo/local-cloud.ts';
import { listedExecutions, sentMail } from '../demo/local-cloud.ts';

const minuteMs = 60_000;

/** An embedded cloud in this process, as a story drives it. `watch` is called before and after each step; it may throw. */
export class EmbeddedCloud implements CloudInStory {
  readonly #cloud: Cloud;
  readonly #watch: () => void;

  constructor(cloud: Cloud, watch: () => void) {
    this.#cloud = cloud;
    this.#watch = watch;
  }

  get url(): string {
    this.#watch();
    return this.#cloud.url;
  }

  jumpTo(until: string): Promise<void> {
    return this.#jump(Date.parse(until));
  }

  settle(): Promise<void> {
    return this.#jump(this.#cloud.clock.now() + minuteMs);
  }

  async now(): Promise<string> {
    this.#watch();
    return new Date(this.#cloud.clock.now()).toISOString();
  }

  async mail(query = ''): Promise<SentMail[]> {
    const to = new URLSearchParams(query).get('to') ?? undefined;
    return readAs(v.array(sentMail), selectMail(this.#ports().mail.list(), { to }).map(mailJson));
  }

  async executions(): Promise<ListedExecution[]> {
    return readAs(listedExecutions, { executions: executionsJson(this.#ports().executions.list()) }).executions;
  }

  async #jump(until: number): Promise<void> {
    this.#watch();
    await this.#cloud.clock.jumpTo(until);
    this.#watch();
  }

  #ports() {
    const { url, samplePeople, reset } = this.#cloud;
    return controlPorts(this.#cloud.world, { siteUrl: url, samplePeople, reset });
  }
}
