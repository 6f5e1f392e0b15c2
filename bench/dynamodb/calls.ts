/** One call as it is on the wire. */
export interface Call {
  readonly action: string;
  readonly input: Record<string, unknown>;
}

const TableName = 'Table';
const factsOf = (id: string) => ({ pk: { S: `PART#${id}` }, sk: { S: 'A#STATE' } });

/** A participant's facts, for which there must not be any yet. */
export function newParticipant(id: string): Call {
  const Item = {
    ...factsOf(id),
    version: { N: '1' },
    leg: { N: '1' },
    turn: { N: '0' },
    shard: { S: 'S1' },
    status: { S: 'active' },
    dueBy: { S: '2026-03-09T09:00:00.000Z' },
  };
  return { action: 'PutItem', input: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
}

/** What a turn of a journey asks of the table: reads for the plan, a claim, the ledger, the change, and the wait. */
export function callsOfTurn(id: string, turn: number): Call[] {
  return [readFacts(id), readPlan(id), claimPrompt(id, turn), writeWait(id, turn), wake(id, turn)];
}

function readFacts(id: string): Call {
  return { action: 'GetItem', input: { TableName, Key: factsOf(id), ConsistentRead: true } };
}

function readPlan(id: string): Call {
  return {
    action: 'Query',
    input: {
      TableName,
      KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
      ExpressionAttributeValues: { ':pk': { S: `PART#${id}` }, ':from': { S: 'A' }, ':to': { S: 'F' } },
      ConsistentRead: true,
    },
  };
}

/** A row of the ledger and the count of facts in one transaction. */
function claimPrompt(id: string, turn: number): Call {
  const occasion = `E#PROMPT#reminder#${turn}`;
  const Item = { pk: { S: `PART#${id}` }, sk: { S: occasion }, state: { S: 'claimed' }, leg: { N: '1' } };
  const put = { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' };
  const check = {
    TableName,
    Key: factsOf(id),
    ConditionExpression: 'leg = :leg',
    ExpressionAttributeValues: { ':leg': { N: '1' } },
  };
  return { action: 'TransactWriteItems', input: { TransactItems: [{ Put: put }, { ConditionCheck: check }] } };
}

/** The wait of the state machines. */
function writeWait(id: string, turn: number): Call {
  const wait = { token: { S: `token-${turn}` }, seen: { N: '1' }, until: { S: '2026-03-03T16:00:00Z' } };
  return {
    action: 'UpdateItem',
    input: {
      TableName,
      Key: factsOf(id),
      UpdateExpression: 'SET #wait = :wait, #turn = :next, #dueBy = :until REMOVE #wakeDue',
      ConditionExpression: '#leg = :leg AND #turn = :turn',
      ExpressionAttributeNames: {
        '#wait': 'wait',
        '#turn': 'turn',
        '#dueBy': 'dueBy',
        '#wakeDue': 'wakeDue',
        '#leg': 'leg',
      },
      ExpressionAttributeValues: {
        ':wait': { M: wait },
        ':leg': { N: '1' },
        ':turn': { N: String(turn) },
        ':next': { N: String(turn + 1) },
        ':until': { S: '2026-03-03T16:00:00.000Z' },
      },
      ReturnValues: 'NONE',
    },
  };
}

/** Something changed: the version rises, and whoever waits is to be woken. */
function wake(id: string, turn: number): Call {
  return {
    action: 'UpdateItem',
    input: {
      TableName,
      Key: factsOf(id),
      UpdateExpression: 'SET wakeDue = :now ADD version :one',
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: {
        ':now': { S: '2026-03-02T09:00:00.000Z' },
        ':one': { N: '1' },
        ':version': { N: String(turn + 1) },
      },
    },
  };
}
