import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../../local/services/dynamodb/types.ts';
import { anyWrite, type Call } from './any-write.ts';
import { type Endpoint, s } from './contract/world.ts';
import { embeddedEndpoint, memoryEndpoint } from './endpoints.ts';

const TableName = 'Contract';

/** Where an update has two of these mistakes, either may be named: which one AWS names first is not documented. */
const evaluationMistakes = [
  'The document path provided in the update expression is invalid for update',
  'An operand in the update expression has an incorrect data type',
  'The provided expression refers to an attribute that does not exist in the item',
  'The update expression attempted to update the secondary index key to unsupported type',
  'Attempting to store more than 38 significant digits in a Number',
  'Number overflow. Attempting to store a number with magnitude larger than supported range',
];

/** What came of a call, made comparable. */
async function outcomeOf(endpoint: Endpoint, [action, input]: Call): Promise<unknown> {
  try {
    return comparable(await endpoint.call(action, input));
  } catch (error) {
    const { name, message, fields } = error as Error & { fields: object };
    return comparable({ name, message, fields });
  }
}

/** Sets have no order. */
function comparable(data: unknown): unknown {
  if (typeof data === 'string') return evaluationMistakes.includes(data) ? 'a mistake in the update' : data;
  if (Array.isArray(data)) return data.map(comparable);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, inner]) => [
      name,
      ['SS', 'NS', 'BS'].includes(name) && Array.isArray(inner) ? [...inner].sort() : comparable(inner),
    ]),
  );
}

async function stateOf(endpoint: Endpoint): Promise<unknown> {
  const indexed = [];
  for (const [IndexName, index] of [
    ['byDue', 'due'],
    ['bySquad', 'squad'],
  ] as const)
    for (const group of ['x', 'y', 'xy', '😀']) {
      const answer = await endpoint.call('Query', {
        TableName,
        IndexName,
        KeyConditionExpression: `${index} = :group`,
        ExpressionAttributeValues: { ':group': s(group) },
      });
      indexed.push(sorted(answer.Items));
    }
  const { Items } = await endpoint.call('Scan', { TableName });
  return comparable({ items: sorted(Items), indexed, records: await endpoint.records?.() });
}

function sorted(items: unknown): Item[] {
  const id = ({ pk, sk }: Item) => `${pk?.S} ${sk?.S}`;
  return [...(items as Item[])].sort((a, b) => (id(a) < id(b) ? -1 : 1));
}

describe('the two engines', () => {
  it('answer any sequence of writes alike, and end in the same items, indexes and stream', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyWrite, { minLength: 1, maxLength: 25 }), async (calls) => {
        const [embedded, memory] = await Promise.all([embeddedEndpoint(), memoryEndpoint()]);
        for (const each of calls) {
          const outcome = await outcomeOf(embedded, each);
          expect(await outcomeOf(memory, each)).toEqual(outcome);
        }
        expect(await stateOf(memory)).toEqual(await stateOf(embedded));
        await Promise.all([embedded.close(), memory.close()]);
      }),
      { numRuns: Number(process.env.FC_RUNS ?? 150) },
    );
  });
});
