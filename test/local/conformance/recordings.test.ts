import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RecordedCase, readCases } from '../../../local/conformance/case.ts';
import { checkCase } from '../../../local/conformance/conformance.ts';
import type { JsonObject } from '../../../local/states-language/json.ts';
import { translateMachine } from './jsonpath-to-jsonata.ts';

const corpus = join(import.meta.dirname, '../../../../shared/asl-corpus');
const present = existsSync(corpus);
if (!present) console.warn(`The recordings of AWS are not at ${corpus}: the conformance suite is skipped.`);

/** Cases of the folder, or none where it is absent. */
function casesOf(folder: string): RecordedCase[] {
  return present ? readCases(join(corpus, folder)) : [];
}

/**
 * What the reference histories have otherwise than AWS has it today: their role's name was replaced by another token,
 * and the older ones were recorded before `$states.context` told of redrives.
 */
const outdated = ['/events/0/executionStartedEventDetails/roleArn'];
const contextPlaces = [
  'lambdaFunctionScheduledEventDetails/input/ThisContextObject',
  'taskScheduledEventDetails/parameters/Payload/ThisContextObject',
];

function asJsonata(recorded: RecordedCase): RecordedCase {
  if (recorded.kind !== 'execution') throw new TypeError(`${recorded.id} is not an execution`);
  const places = recorded.expected.events.flatMap((_, index) =>
    contextPlaces.map((place) => `/events/${index}/${place}/Execution/RedriveCount`),
  );
  const wildcards = [...recorded.expected.wildcards, ...outdated, ...places];
  const definition = translateMachine(recorded.definition as JsonObject);
  return { ...recorded, definition, expected: { ...recorded.expected, wildcards } };
}

describe.skipIf(!present)('the open recordings', () => {
  it('are there', () => {
    expect(casesOf('cases').length).toBeGreaterThan(100);
  });

  it.each(casesOf('cases').map((recorded) => [recorded.id, recorded] as const))('%s', async (_id, recorded) => {
    const { verdict } = await checkCase(recorded);
    if (verdict.kind === 'refused') expect(verdict.why).toMatch(/Distributed Map/);
    else expect(verdict).toEqual({ kind: 'passed' });
  });
});

describe.skipIf(!present)('the reference recordings, translated from JSONPath to JSONata', () => {
  it.each(casesOf('reference').map((recorded) => [recorded.id, recorded] as const))('%s', async (_id, recorded) => {
    expect(await checkCase(asJsonata(recorded))).toMatchObject({ verdict: { kind: 'passed' } });
  });
});
