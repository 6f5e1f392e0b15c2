import * as v from 'valibot';
import { expect, test } from 'vitest';
import { driven, executionName } from '../../functions/domain/driven.ts';
import { drivenSk } from '../../functions/platform/keys.ts';
import { Table } from '../../functions/platform/table.ts';
import type { Cloud } from '../../local/cloud.ts';
import { sampleSchools } from '../../scripts/demo/sample-people.ts';
import { Story } from '../../scripts/demo/story.ts';
import { EmbeddedCloud } from '../../scripts/grants/embedded-cloud.ts';
import { inCloud, storyAssembly } from '../../scripts/grants/in-cloud.ts';

const minutes = 600_000;
/** Details are chased, and the first term begins. */
const disaster = Date.parse('2026-09-10T09:00:00Z');
const report = v.object({
  raised: v.pipe(v.number(), v.integer()),
  stopped: v.pipe(v.number(), v.integer()),
  held: v.pipe(v.number(), v.integer()),
  failed: v.pipe(v.number(), v.integer()),
});
const wholeItem = v.looseObject({ pk: v.object({ S: v.string() }), sk: v.object({ S: v.string() }) });
type WireItem = v.InferOutput<typeof wholeItem>;

test(
  'a table that is put back to where it was in March goes on in September, by the function that operators call',
  async () => {
    const failures: string[] = [];
    await inCloud({ made: await storyAssembly(), log: (line) => void failures.push(line) }, async (cloud) => {
      const story = new Story(new EmbeddedCloud(cloud, () => {}), () => {}, { cast: { schools: sampleSchools } });
      await story.nominate();
      // Who was accepted is enrolled: an enrolment that the backup had not seen is made again, and welcomes again.
      await cloud.clock.jumpTo(cloud.clock.now() + 86_400_000);
      const restorePoint = new Date(cloud.clock.now()).toISOString();
      const backup = await itemsOf(cloud);
      await cloud.clock.jumpTo(disaster);
      await putBack(cloud, backup);

      const outcome = await cloud.invoke('throughline-local-raise-epoch', { restorePoint });
      const { raised, stopped, failed } = v.parse(report, 'payload' in outcome ? outcome.payload : outcome);
      expect({ failed, stopped: stopped > 0 }).toEqual({ failed: 0, stopped: true });
      await cloud.clock.jumpTo(disaster + 86_400_000);

      const journeys = await drivenIn(cloud);
      expect(journeys.length).toBeGreaterThan(2);
      expect(raised).toBeGreaterThanOrEqual(journeys.length);
      for (const { id, facts } of journeys) {
        expect.soft(facts.wait, id).toMatchObject({ leg: facts.leg });
        expect.soft(statusOf(cloud, executionName(id, facts)), id).toBe('RUNNING');
      }
      const occasions = cloud.world.ses.list().map(({ tags }) => `${tags.kind} ${tags.subject} ${tags.occasion}`);
      expect(occasions.filter((each, index) => occasions.indexOf(each) !== index)).toEqual([]);
      expect(failures).toEqual([]);
    });
  },
  minutes,
);

async function itemsOf({ world }: Cloud): Promise<WireItem[]> {
  const items: WireItem[] = [];
  let from: unknown;
  do {
    const page = await world.dynamo.call('Scan', {
      TableName: tableName({ world }),
      ConsistentRead: true,
      ...(from !== undefined && { ExclusiveStartKey: from }),
    });
    items.push(...v.parse(v.array(wholeItem), page.Items));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}

/** What a restored table is: all that it held then, and nothing that came since. */
async function putBack(cloud: Cloud, backup: readonly WireItem[]): Promise<void> {
  const TableName = tableName(cloud);
  for (const { pk, sk } of await itemsOf(cloud))
    await cloud.world.dynamo.call('DeleteItem', { TableName, Key: { pk, sk } });
  for (const Item of backup) await cloud.world.dynamo.call('PutItem', { TableName, Item });
}

async function drivenIn(cloud: Cloud) {
  const table = new Table({ call: (action, input) => cloud.world.dynamo.call(action, input) }, tableName(cloud));
  const keys = (await itemsOf(cloud)).filter(({ sk }) => sk.S === drivenSk).map(({ pk }) => pk.S);
  const found = await Promise.all(
    keys.map(async (pk) => ({
      id: pk.slice(pk.indexOf('#') + 1),
      facts: await table.get({ pk, sk: drivenSk }, driven),
    })),
  );
  return found.flatMap(({ id, facts }) => (facts?.dueBy === undefined ? [] : [{ id, facts }]));
}

function tableName({ world }: Pick<Cloud, 'world'>): string {
  return world.inventory.tables[0]?.tableName ?? '';
}

function statusOf({ world }: Cloud, name: string): string | undefined {
  return world.states.executions().find((execution) => execution.name === name)?.status;
}
