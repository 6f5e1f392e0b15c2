import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { type Driven, driven, drivenKinds, executionName } from '../../functions/domain/driven.ts';
import { participantStatus } from '../../functions/domain/participant.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import { isTakingPart } from '../../functions/domain/taking-part.ts';
import { drivenSk } from '../../functions/platform/keys.ts';
import type { World } from '../../local/cloud/world.ts';

const live = v.object({ ...driven.entries, kind: v.picklist(drivenKinds), id: v.string(), status: v.string() });
type Live = v.InferOutput<typeof live>;

/**
 * Who would never be thought of again, by id: whoever takes part or pauses and is driven by nothing, whoever is driven
 * and whose execution does not run or waits for a moment that has passed, and whoever is parked.
 */
export async function strandedIn({ dynamo, states, clock, inventory }: World): Promise<string[]> {
  const [table] = inventory.tables;
  const running = new Set(
    states
      .executions()
      .filter(({ status }) => status === 'RUNNING')
      .map(({ name }) => name),
  );
  const stranded: string[] = [];
  for (let after: unknown; ; ) {
    const page = await dynamo.call('Scan', {
      TableName: table?.tableName,
      ...(after !== undefined && { ExclusiveStartKey: after }),
    });
    for (const raw of page.Items as Parameters<typeof unmarshall>[0][]) {
      const item = unmarshall(raw);
      if (item.sk !== drivenSk) continue;
      const facts = readAs(live, item);
      if (isStranded(facts, running, clock.now())) stranded.push(`${facts.kind} ${facts.id} (${facts.status})`);
    }
    after = page.LastEvaluatedKey;
    if (after === undefined) return stranded;
  }
}

function isStranded(facts: Live, running: ReadonlySet<string>, now: number): boolean {
  if (facts.parked) return true;
  if (!facts.dueBy) return facts.kind === 'participant' && isInIt(facts.status);
  return !running.has(executionName(facts.id, facts)) || !waitsAhead(facts, now);
}

function isInIt(status: string): boolean {
  const known = readAs(participantStatus, status);
  return known === 'deferred' || isTakingPart({ status: known });
}

function waitsAhead({ wait, leg }: Pick<Driven, 'wait' | 'leg'>, now: number): boolean {
  return wait !== undefined && wait.leg === leg && Date.parse(wait.until) > now;
}
