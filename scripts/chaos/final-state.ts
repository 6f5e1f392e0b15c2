import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { nomination } from '../../functions/domain/nomination.ts';
import { creditEntry, inSchoolDay, participant, place } from '../../functions/domain/participant.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import { workGroup } from '../../functions/domain/work-group.ts';
import { drivenSk } from '../../functions/platform/keys.ts';
import { type LedgerRow, ledgerRow } from '../../functions/prompts/ledger-row.ts';
import { Activity } from '../../local/clock/activity.ts';
import { Clock } from '../../local/clock/clock.ts';
import { noJournal } from '../../local/journal/journal.ts';
import { EmbeddedDynamo } from '../../local/services/dynamodb/embedded/embedded-dynamo.ts';
import { byOccasion } from './occasions.ts';

/** Where one journey has come to, without its ids and the seconds at which things happened: these differ from run to run. */
export interface FinalJourney {
  /** `participant of Sample Ash School` */
  readonly of: string;
  readonly status: string;
  /** Whether an execution still drives it, and towards which wait. */
  readonly waitsFor: string;
  /** Everything else that must be equal: decisions, places, credits, in-school days, in an order of their own. */
  readonly facts: readonly string[];
  /** Occasion → the row as it stands. */
  readonly prompts: ReadonlyMap<string, LedgerRow>;
}

type Item = Record<string, unknown> & { readonly pk: string; readonly sk: string };

/** Reads every journey out of a state folder whose process is dead. */
export async function readJourneys(folder: string): Promise<FinalJourney[]> {
  const partitions = Map.groupBy(await readItems(folder), ({ pk }) => pk);
  const journeys: FinalJourney[] = [];
  for (const items of partitions.values()) {
    const facts = items.find(({ sk }) => sk === drivenSk);
    if (facts) journeys.push(journeyOf(facts, items));
  }
  return journeys.sort((a, b) => a.of.localeCompare(b.of));
}

/** The one table's items, by the embedded DynamoDB's own entries in the journal. */
async function readItems(folder: string): Promise<Item[]> {
  const activity = new Activity();
  const clock = new Clock({ state: { mode: 'paused', virtual: 0 }, activity });
  const dynamo = new EmbeddedDynamo({ clock, activity, journal: noJournal });
  let tableName = '';
  for (const line of readFileSync(join(folder, 'journal.ndjson'), 'utf8').split('\n').filter(Boolean)) {
    const [topic, entry] = JSON.parse(line) as [string, { kind?: string; definition?: { tableName: string } }];
    if (topic !== dynamo.topic) continue;
    dynamo.apply(entry);
    if (entry.kind === 'table') tableName = entry.definition?.tableName ?? tableName;
  }
  const items: Item[] = [];
  for (let after: unknown; ; ) {
    const page = await dynamo.call('Scan', {
      TableName: tableName,
      ...(after !== undefined && { ExclusiveStartKey: after }),
    });
    items.push(...(page.Items as Parameters<typeof unmarshall>[0][]).map((item) => unmarshall(item) as Item));
    after = page.LastEvaluatedKey;
    if (after === undefined) break;
  }
  clock.close();
  return items;
}

type Driving = v.InferOutput<typeof participant> | v.InferOutput<typeof nomination> | v.InferOutput<typeof workGroup>;

function journeyOf(item: Item, items: readonly Item[]): FinalJourney {
  const facts = readAs(v.variant('kind', [participant, nomination, workGroup]), item);
  const under = <S extends v.GenericSchema>(prefix: string, schema: S): v.InferOutput<S>[] =>
    items.filter(({ sk }) => sk.startsWith(prefix)).map((each) => readAs(schema, each));
  const places = under('B#PLACE#', place).map(
    ({ sessionId, state, source }) => `place ${sessionId} ${state} by ${source}`,
  );
  const credits = under('C#CREDIT#', creditEntry).map(
    ({ bucket, amount, sessionId, reason, by }) => `credit ${bucket} ${amount} ${sessionId ?? ''} ${reason} by ${by}`,
  );
  const days = under('D#INSCHOOL#', inSchoolDay).map(
    ({ date, amount, acknowledgedAt }) => `in school ${date} ${amount} ${acknowledgedAt ? 'acknowledged' : 'open'}`,
  );
  return {
    of: facts.kind === 'work-group' ? `work-group ${facts.id}` : `${facts.kind} of ${facts.schoolName}`,
    status: facts.status,
    waitsFor: facts.parked
      ? `an admin: ${facts.parked.reason}`
      : facts.dueBy
        ? `${facts.wait?.kind}`
        : 'nothing: ended',
    facts: [...places, ...credits, ...days, ...ownFacts(facts)].sort(),
    prompts: byOccasion(under('E#PROMPT#', ledgerRow)),
  };
}

function ownFacts(facts: Driving): string[] {
  switch (facts.kind) {
    case 'participant':
      return participantFacts(facts);
    case 'nomination':
      return nominationFacts(facts);
    case 'work-group':
      return [`handed over ${facts.leadSince !== undefined}`];
  }
}

function participantFacts({
  detailsConfirmedAt,
  departmentPlan,
  reviews,
  decisions,
  statusReason,
}: v.InferOutput<typeof participant>) {
  return [
    `details ${detailsConfirmedAt ? 'confirmed' : 'not confirmed'}`,
    `plan ${departmentPlan?.aims}`,
    `status reason ${statusReason}`,
    ...Object.entries(reviews).map(([term, { reached, of }]) => `review ${term} ${reached} of ${of}`),
    ...Object.entries(decisions).map(([gate, { outcome }]) => `decision ${gate} ${outcome}`),
  ];
}

function nominationFacts({ promises, decision, participantId }: v.InferOutput<typeof nomination>) {
  return [
    `head ${promises.head.state}`,
    `nominee ${promises.nominee.state}`,
    `decision ${decision?.outcome}`,
    `enrolled ${participantId !== undefined}`,
  ];
}
