import { StoryWentWrong } from './expect-on.ts';
import type { CloudInStory, SentMail } from './local-cloud.ts';
import { ExecutionCensus } from './measure.ts';

/** Everybody's inboxes in a story: each e-mail is read once, and answered by whoever it is for. */
export class MailRound {
  /** Looked at in every round. */
  readonly census = new ExecutionCensus();
  readonly #cloud: CloudInStory;
  readonly #answer: (mail: SentMail) => Promise<void>;
  readonly #read = new Set<string>();

  constructor(cloud: CloudInStory, answer: (mail: SentMail) => Promise<void>) {
    this.#cloud = cloud;
    this.#answer = answer;
  }

  /** Everybody reads what is new and does what it asks for, those who answer. */
  async make(): Promise<void> {
    for (const mail of await this.#cloud.mail()) {
      if (this.#read.has(mail.id)) continue;
      this.#read.add(mail.id);
      await this.#answer(mail);
    }
    await this.#cloud.settle();
    await this.census.look(this.#cloud);
  }
}

export function linkIn(mail: SentMail, path: string): string {
  const link = mail.links.find((each) => each.includes(path));
  if (!link) throw new StoryWentWrong(`"${mail.subject}" has no link to ${path}`);
  return link;
}

/**
 * The address of somebody's own page, `/me` or `/lead`, from the newest e-mail that has one.
 *
 * @param about the id that the e-mail's subject must have, where somebody has several such pages
 */
export async function newestPage(
  cloud: CloudInStory,
  email: string,
  path: '/me/' | '/lead/',
  about?: string,
): Promise<string> {
  const mails = await cloud.mail(`?to=${encodeURIComponent(email)}`);
  for (const mail of [...mails].sort((a, b) => b.at.localeCompare(a.at))) {
    if (about !== undefined && mail.tags.subject !== about) continue;
    const link = mail.links.find((each) => each.includes(path));
    const own = link && /^.*\/(?:me|lead)\/[^/?#]+/.exec(link)?.[0];
    if (own) return own;
  }
  throw new StoryWentWrong(`${email} never got a link to their own page`);
}
