import { type DrivenKind, executionName } from '../../functions/domain/driven.ts';
import { nomination } from '../../functions/domain/nomination.ts';
import { participant } from '../../functions/domain/participant.ts';
import type { PromptRowState } from '../../functions/domain/prompt.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import { releaseParked } from '../../functions/driving/release-parked.ts';
import { subjectOf } from '../../functions/driving/subject-of.ts';
import { key, partition } from '../../functions/platform/keys.ts';
import { type LedgerRow, ledgerRow } from '../../functions/prompts/ledger-row.ts';
import type { KeptMail } from '../../local/world/in-memory-mailer.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import type { StreamImage } from '../../local/world/sweep-when-due.ts';
import { type Boundary, Trouble } from '../../local/world/trouble.ts';
import { type Behaviour, behaviours, type Life, liveTwoYears } from './lives.ts';
import { byOccasion } from './occasions.ts';
import { promptRules } from './prompt-rules.ts';

export interface FaultReport {
  readonly faults: number;
  readonly journeys: number;
  /** Journeys that came to the end that they come to undisturbed, in the same status. */
  readonly ended: number;
  /** Journeys that nothing will take further, or that ended otherwise. */
  readonly stranded: number;
  /** E-mails that go out undisturbed, did not, and are in nobody's hands. */
  readonly lost: number;
  /** E-mails that went out once more than their rule allows. */
  readonly duplicates: number;
  /** Sent twice since something failed between SES's answer and its record, and the rule says so. */
  readonly sentTwiceByPolicy: number;
  /** For the same reason, or after too many failures, in an administrator's hands. */
  readonly leftToAdmin: number;
  /** Not sent since the fault outlasted the moment: the row says why. */
  readonly missedWithReason: number;
  /** How often an administrator had to press "try again". */
  readonly parked: number;
  readonly struck: Readonly<Record<string, number>>;
  /** The first few of what must not be, a sentence each. */
  readonly examples: readonly string[];
}

/** How often a fault strikes at each boundary: some forty in each journey's two years. */
const rates: Readonly<Record<Boundary, number>> = {
  table: 0.03,
  workflows: 0.1,
  queue: 0.06,
  mailer: 0.06,
  function: 0.06,
  state: 0.06,
  message: 0.1,
  delivery: 0.3,
  wake: 0.15,
  status: 0.3,
  execution: 0.01,
};

const livesInAWorld = behaviours.length * 2;
/** An administrator looks at what is parked within this time. */
const adminLooksAfterMs = 20 * 60_000;

/** Lives worlds full of seeded faults until so many have struck, and holds each journey to an undisturbed one's end. */
export async function runFaults(options: {
  faults: number;
  seed: number;
  tell: (line: string) => void;
}): Promise<FaultReport> {
  const model = await liveUndisturbed();
  const tally = new Tally(model);
  for (let seed = options.seed; tally.faults < options.faults; seed += 1) {
    await liveTroubled(seed, tally);
    options.tell(`${tally.faults} faults in ${tally.journeys} journeys …`);
  }
  return tally.report();
}

/** Where a life ends undisturbed: a line for each of its items, and the occasions that are sent. */
interface Ending {
  readonly items: readonly string[];
  readonly sent: ReadonlySet<string>;
}

async function liveUndisturbed(): Promise<ReadonlyMap<Behaviour, Ending>> {
  const { world, lives } = await liveTwoYears(behaviours.length);
  const endings = new Map<Behaviour, Ending>();
  for (const life of lives) {
    const { items, rows } = await readLife(world, life);
    const sent = rows.filter(({ row }) => row.state === 'delivered').map(({ occasion }) => occasion);
    endings.set(life.behaviour, { items, sent: new Set(sent) });
  }
  return endings;
}

async function liveTroubled(seed: number, tally: Tally): Promise<void> {
  const source = new Trouble({ seed, rates });
  const unsure = new Set<string>();
  const desk = new AdminDesk();
  const { world, lives } = await liveTwoYears(livesInAWorld, {
    source,
    onUnsure: (messageId) => unsure.add(messageId),
    onChange: (image, inWorld) => desk.see(image, inWorld),
  });
  source.rest();
  await world.jumpTo(new Date(world.clock.now() + 3 * 86_400_000).toISOString());
  for (const life of lives) tally.add(life, await readLife(world, life), mailsOf(world, life), unsure);
  tally.addWorld(source, desk.pressed);
}

/** An administrator who presses "try again" on what is parked. */
class AdminDesk {
  pressed = 0;
  readonly #waiting = new Set<string>();

  see(image: StreamImage, world: InMemoryWorld): void {
    const pk = image.pk?.S;
    if (!image.parked || pk === undefined || this.#waiting.has(pk)) return;
    this.#waiting.add(pk);
    world.clock.at(world.clock.now() + adminLooksAfterMs, 'an administrator looks', () => this.#press(pk, world, 1));
  }

  /** Again a minute later where the page failed. */
  async #press(pk: string, world: InMemoryWorld, times: number): Promise<void> {
    try {
      await world.visit((deps) => releaseParked(deps, { ...subjectOf(pk), by: 'admin' }));
      this.#waiting.delete(pk);
      this.pressed += 1;
    } catch (error) {
      if (times === 10) throw error;
      world.clock.at(world.clock.now() + 60_000, 'an administrator again', () => this.#press(pk, world, times + 1));
    }
  }
}

interface Row {
  /** Whose kind and which occasion, without ids. */
  readonly occasion: string;
  readonly row: LedgerRow;
}

interface ReadLife {
  readonly items: readonly string[];
  readonly rows: readonly Row[];
}

async function readLife(world: InMemoryWorld, life: Life): Promise<ReadLife> {
  const subjects: [DrivenKind, string | undefined][] = [
    ['nomination', life.nominationId],
    ['participant', life.participantId],
  ];
  const items: string[] = [];
  const rows: Row[] = [];
  for (const [kind, id] of subjects) {
    if (id === undefined) continue;
    items.push(`${kind} ${await standingOf(world, kind, id)}`);
    const prompts = await world.table.queryAll({ pk: partition.subject(kind, id), prefix: 'E#PROMPT#' });
    for (const [occasion, row] of byOccasion(prompts.map((item) => readAs(ledgerRow, item))))
      rows.push({ occasion: `${kind} ${occasion}`, row });
  }
  return { items, rows };
}

/** Status, half days, and how it goes on: ended, or towards which wait; `stuck` where nothing takes it further. */
async function standingOf(world: InMemoryWorld, kind: DrivenKind, id: string): Promise<string> {
  const facts = await world.table.get(key.driven(kind, id), kind === 'nomination' ? nomination : participant);
  if (!facts) return 'is not there';
  const credits = kind === 'participant' ? await world.table.queryAll({ pk: `PART#${id}`, prefix: 'C#CREDIT#' }) : [];
  const halfDays = credits.reduce((sum, { amount }) => sum + Number(amount) * 2, 0);
  const { status, dueBy, wait } = facts;
  if (!dueBy) return `${status}, ${halfDays} half days, ended`;
  const isDriven = (await world.executions.describe(kind, executionName(id, facts))) === 'running';
  const goesOn = isDriven && wait !== undefined && Date.parse(wait.until) > world.clock.now() && !facts.parked;
  return `${status}, ${halfDays} half days, ${goesOn ? wait.kind : 'stuck'}`;
}

function mailsOf(world: InMemoryWorld, { nominationId, participantId }: Life): KeptMail[] {
  return world.mailer.mails.filter(({ tags }) => tags.subject === nominationId || tags.subject === participantId);
}

const inAdminsHands: ReadonlySet<PromptRowState> = new Set(['unknown', 'held']);

/** Adds up what became of the journeys. */
class Tally {
  faults = 0;
  journeys = 0;
  #ended = 0;
  #stranded = 0;
  #lost = 0;
  #duplicates = 0;
  #sentTwiceByPolicy = 0;
  #leftToAdmin = 0;
  #missedWithReason = 0;
  #parked = 0;
  readonly #struck = new Map<string, number>();
  readonly #examples: string[] = [];
  readonly #model: ReadonlyMap<Behaviour, Ending>;
  readonly #resends: ReadonlySet<string>;

  constructor(model: ReadonlyMap<Behaviour, Ending>) {
    this.#model = model;
    this.#resends = new Set(promptRules().flatMap(({ key: rule, unsure }) => (unsure === 'resend' ? [rule] : [])));
  }

  add(life: Life, { items, rows }: ReadLife, mails: readonly KeptMail[], unsure: ReadonlySet<string>): void {
    const ending = this.#model.get(life.behaviour);
    if (!ending) throw new TypeError(`Nobody lived undisturbed as one who ${life.behaviour}`);
    this.journeys += items.length;
    for (const [index, item] of items.entries()) {
      if (item === ending.items[index]) this.#ended += 1;
      else {
        this.#stranded += 1;
        this.#note(`${life.name}, who ${life.behaviour}: ${item}, and undisturbed ${ending.items[index]}`);
      }
    }
    this.#addPrompts(life, ending, rows);
    this.#addMails(life, mails, unsure);
  }

  addWorld(trouble: Trouble, pressed: number): void {
    this.faults += trouble.count;
    this.#parked += pressed;
    for (const [name, times] of trouble.struck) this.#struck.set(name, (this.#struck.get(name) ?? 0) + times);
  }

  report(): FaultReport {
    return {
      faults: this.faults,
      journeys: this.journeys,
      ended: this.#ended,
      stranded: this.#stranded,
      lost: this.#lost,
      duplicates: this.#duplicates,
      sentTwiceByPolicy: this.#sentTwiceByPolicy,
      leftToAdmin: this.#leftToAdmin,
      missedWithReason: this.#missedWithReason,
      parked: this.#parked,
      struck: Object.fromEntries([...this.#struck].sort()),
      examples: this.#examples,
    };
  }

  #addPrompts(life: Life, { sent }: Ending, rows: readonly Row[]): void {
    const present = new Map(rows.map(({ occasion, row }) => [occasion, row]));
    for (const occasion of sent) {
      const row = present.get(occasion);
      if (row?.state === 'delivered') continue;
      if (row && inAdminsHands.has(row.state)) this.#leftToAdmin += 1;
      else if (row?.state === 'missed') this.#missedWithReason += 1;
      else {
        this.#lost += 1;
        this.#note(
          `${life.name}, who ${life.behaviour}: ${occasion} is ${row?.state ?? 'not there'} ${row?.reason ?? ''}`,
        );
      }
    }
    for (const { occasion, row } of rows)
      if (row.state === 'delivered' && !sent.has(occasion))
        this.#note(`${life.name}, who ${life.behaviour}: ${occasion} was sent, and is not undisturbed`);
  }

  /** The last of an occasion's e-mails is its own; each one before it must be in doubt, and its rule say `resend`. */
  #addMails(life: Life, mails: readonly KeptMail[], unsure: ReadonlySet<string>): void {
    for (const [occasion, sent] of Map.groupBy(mails, ({ tags }) => `${tags.subject} ${tags.occasion}`)) {
      for (const mail of sent.slice(0, -1)) {
        if (unsure.has(mail.id) && this.#resends.has(mail.tags.prompt ?? '')) this.#sentTwiceByPolicy += 1;
        else {
          this.#duplicates += 1;
          this.#note(`${life.name}, who ${life.behaviour}: ${occasion} was sent twice`);
        }
      }
    }
  }

  #note(example: string): void {
    if (this.#examples.length < 20) this.#examples.push(example);
  }
}
