import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { type Behaviour, enrolled, liveTwoYears } from '../../test/local/world/people.ts';
import type { DoRound } from '../contestants.ts';

const programmes = join(import.meta.dirname, '..', '..', 'programmes');
const read = (file: string) => ({ file, text: readFileSync(join(programmes, file), 'utf8') });

/** A school, which is one and the same here, may send this many nominations a day. */
const nominationsPerDay = 10;
const dayMs = 86_400_000;

const willing = { confirmsDetails: true, logsInSchool: true, leadsDepartment: true };
const behaviours: readonly Behaviour[] = [
  { ...willing, attends: ({ kind }) => kind !== 'catch-up' },
  { ...willing, attends: ({ id }) => id !== 'central-2' && id !== 'catch-up-2' },
  {},
];

/** One world with as many participants, from its first moment to the end of the two years. */
export function rounds(participants: number): DoRound {
  return async () => {
    const world = await openWorld();
    const people: Record<string, Behaviour> = {};
    for (let index = 0; index < participants; index += 1) {
      if (index > 0 && index % nominationsPerDay === 0)
        await world.jumpTo(new Date(world.clock.now() + dayMs).toISOString());
      people[await enrolled(world, `Sample${index}`)] = behaviours[index % behaviours.length] ?? {};
    }
    await liveTwoYears(world, people);
    if (world.alarms.length > 0) throw new Error(`Something alarmed: ${world.alarms[0]}`);
    const transitions = world.executions.list().reduce((sum, execution) => sum + execution.transitions, 0);
    return { participants, transitions, 'e-mails': world.mailer.mails.length };
  };
}

/** The sample cohort with room for everybody, its window open. */
async function openWorld(): Promise<InMemoryWorld> {
  const world = new InMemoryWorld('2026-03-02T09:00:00Z');
  const cohort = read(join('cohorts', 'sample-2026.yaml'));
  const text = cohort.text.replace(/^capacity: \d+$/m, 'capacity: 10000');
  await world.open(read('secondary-mastery-specialist.yaml'), { ...cohort, text });
  await world.jumpTo('2026-03-04T10:00:00Z');
  return world;
}
