import { promptTitle } from '../domain/prompt-title.ts';
import type { Clock } from '../platform/clock.ts';
import type { DeadLetter, DeadLetters } from '../platform/dead-letters.ts';
import type { EventFunctions } from '../platform/event-functions.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Lane, PromptQueue } from '../platform/prompt-queue.ts';
import type { Table } from '../platform/table.ts';
import type { PromptSubject } from '../prompts/ledger-row.ts';
import { readTitles } from '../prompts/read-titles.ts';
import { type GivenUp, readLetter } from './read-letter.ts';

export interface GivenUpDeps {
  readonly deadLetters: DeadLetters;
  readonly lanes: { readonly queue: PromptQueue; readonly urls: Readonly<Record<Lane, string>> };
  readonly eventFunctions: EventFunctions;
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

/** As many are looked at and answered at a time. */
export const mostLetters = 50;

export type ReadLetter = DeadLetter & { readonly givenUp: GivenUp; readonly title: string };

/** What was given up, the oldest first. Nothing is changed by looking. */
export async function listGivenUp(deps: GivenUpDeps): Promise<ReadLetter[]> {
  const letters = await deps.deadLetters.take(mostLetters);
  await deps.deadLetters.giveBack(letters);
  const read = letters.map((letter) => ({ ...letter, givenUp: readLetter(letter, destinations(deps)) }));
  const titleOf = await readTitlesOf(deps, read);
  return read
    .map((letter) => ({ ...letter, title: titleOf(letter) }))
    .toSorted((a, b) => a.sentAt.localeCompare(b.sentAt));
}

export interface GivenUpAnswer {
  readonly ids: readonly string[];
  readonly answer: 'send' | 'remove';
  readonly reason: string;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

/**
 * Sends the chosen ones to where they were given up, or takes them away unsent, each with a line of the log.
 *
 * A letter is sent, then written down, then removed: whoever dies between has it lie there still, and it may go twice,
 * which all that takes prompts and events bears. One that somebody else answered meanwhile is not there any more, so the
 * same answer twice is one. What cannot be sent stays. Answers how many were done.
 */
export async function answerGivenUp(deps: GivenUpDeps, asked: GivenUpAnswer): Promise<number> {
  const letters = await deps.deadLetters.take(mostLetters);
  const left: DeadLetter[] = [];
  let done = 0;
  try {
    for (const letter of letters) {
      const givenUp = readLetter(letter, destinations(deps));
      const sent = asked.ids.includes(letter.id) && (asked.answer === 'remove' || (await sendAgain(deps, givenUp)));
      if (!sent) {
        left.push(letter);
        continue;
      }
      const titleOf = await readTitlesOf(deps, [{ givenUp }]);
      await writeDown(deps, letter, referenceOf(givenUp, titleOf({ givenUp })), asked);
      await deps.deadLetters.remove(letter);
      done += 1;
    }
  } finally {
    await deps.deadLetters.giveBack(left);
  }
  deps.log.info('given up answered', { answer: asked.answer, by: asked.by, asked: asked.ids.length, done });
  return done;
}

function destinations({ lanes, eventFunctions }: GivenUpDeps) {
  return { lanes: lanes.urls, functions: eventFunctions.arns };
}

/** Whether there is anything to send. */
export function isSendable({ kind }: GivenUp): boolean {
  return kind === 'prompt' || kind === 'event';
}

async function sendAgain({ lanes, eventFunctions }: GivenUpDeps, givenUp: GivenUp): Promise<boolean> {
  switch (givenUp.kind) {
    case 'prompt':
      await lanes.queue.enqueue(givenUp.lane, [givenUp.message]);
      return true;
    case 'event':
      await eventFunctions.handOver(givenUp.functionArn, givenUp.event);
      return true;
    case 'changes':
    case 'unknown':
      return false;
  }
}

async function writeDown(
  { table, clock }: GivenUpDeps,
  { id }: DeadLetter,
  to: string,
  { answer, reason, by }: GivenUpAnswer,
): Promise<void> {
  const at = clock.now();
  const what = answer === 'send' ? 'sent again' : 'removed unsent';
  // Of no hub and no cohort, and so in a record of its own.
  await table.putNew({ ...key.logEntry(key.givenUpLog, at, id), what, to, why: reason, by, at });
}

/** What it was about, without anybody's name or address. */
function referenceOf(givenUp: GivenUp, title: string): string {
  switch (givenUp.kind) {
    case 'prompt':
      return `“${title}” for ${givenUp.message.kind} ${givenUp.message.id}`;
    case 'event':
      return `an event for ${givenUp.functionArn.slice(givenUp.functionArn.lastIndexOf(':') + 1)}`;
    case 'changes':
      return 'a place in the table’s stream';
    case 'unknown':
      return 'something unknown';
  }
}

/**
 * Says what each e-mail of them is called; of what is no e-mail, nothing. Where that can't be read it is named by its key: what
 * is broken may be why it was given up, and it must be possible to answer.
 */
async function readTitlesOf(
  { table, log }: GivenUpDeps,
  letters: readonly { readonly givenUp: GivenUp }[],
): Promise<(letter: { readonly givenUp: GivenUp }) => string> {
  const messages = letters.flatMap(({ givenUp }) => (givenUp.kind === 'prompt' ? [givenUp.message] : []));
  const read = await readTitles(table, messages).catch((error: unknown) => {
    log.failure('titles not read', error);
    return (_: PromptSubject, prompt: string) => promptTitle(undefined, prompt);
  });
  return ({ givenUp }) => (givenUp.kind === 'prompt' ? read(givenUp.message, givenUp.message.occasion.prompt) : '');
}
