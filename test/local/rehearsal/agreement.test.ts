import { expect, test } from 'vitest';
import { momentsFor } from '../../../functions/domain/moments-memo.ts';
import { readCohort, readProgramme } from '../../../functions/programmes/read-programme.ts';
import { doDeed, type Rehearsed } from '../../../local/rehearsal/do-deed.ts';
import { lifeOf } from '../../../local/rehearsal/life.ts';
import { rehearse } from '../../../local/rehearsal/rehearse.ts';
import { InMemoryWorld } from '../../../local/world/in-memory-world.ts';
import { sampleScript } from './sample-script.ts';

const participants = 20;
const minutes = 600_000;

test(
  'twenty people get the same prompts in a rehearsal and where everything is written out in full',
  async () => {
    const script = sampleScript(5);
    const rehearsed: string[] = [];
    const { stage } = await rehearse(
      script,
      { participants, part: 0, of: 1 },
      {
        onPrompt: (at, person, { row, contact }) =>
          person !== undefined &&
          rehearsed.push([new Date(at).toISOString(), person, row.role, row.prompt, contact.email].join(' ')),
      },
    );
    expect(rehearsed.length).toBeGreaterThan(participants * 40);
    expect(await promptsInFull()).toEqual(rehearsed.sort());

    /** The same lives on the table as it is on the wire, with every e-mail composed. */
    async function promptsInFull(): Promise<string[]> {
      const world = new InMemoryWorld(new Date(stage.startsAt).toISOString());
      await world.open(script.programme, script.cohort);
      const { cohort, sessions } = await readCohort(world.table, stage.cohortId);
      const moments = momentsFor(await readProgramme(world.table, cohort.programme), cohort, sessions);
      const people: Rehearsed[] = [];
      const deeds = [];
      for (let person = 0, enrolled = 0; enrolled < participants; person += 1) {
        const life = lifeOf({ moments, rates: script.rates, seed: script.seed }, person);
        const who: Rehearsed = { person, cohortId: cohort.id };
        people.push(who);
        for (const deed of life.deeds) if (deed.at <= stage.endsAt) deeds.push({ who, deed });
        if (life.enrols) enrolled += 1;
      }
      for (const { who, deed } of deeds.sort((a, b) => a.deed.at - b.deed.at)) {
        await world.jumpTo(new Date(deed.at).toISOString());
        await doDeed(world.deps, who, deed);
      }
      await world.jumpTo(new Date(stage.endsAt).toISOString());
      expect(world.alarms).toEqual([]);
      const subjects = new Map<string, number>();
      for (const { to, tags } of world.mailer.mails) {
        const [, person] = /@school-(\d+)\.example\.org$/.exec(to) ?? [];
        if (person) subjects.set(String(tags.subject), Number(person));
      }
      return world.mailer.mails
        .flatMap(({ at, to, tags }) => {
          const person = subjects.get(String(tags.subject));
          const role = Buffer.from(String(tags.occasion), 'base64url').toString('utf8').split('#')[3];
          return person === undefined ? [] : [[new Date(at).toISOString(), person, role, tags.prompt, to].join(' ')];
        })
        .sort();
    }
  },
  minutes,
);
