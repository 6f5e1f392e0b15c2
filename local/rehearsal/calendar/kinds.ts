import type { SessionMoments } from '../../../functions/domain/timetable.ts';
import type { Deed, Life } from '../deed.ts';
import { lifeOf, type Setting } from '../life.ts';
import type { PeopleRates } from '../people-rates.ts';

/** Somebody typical, one of whom is rehearsed so that a lead sees what such a person would be sent. */
export interface Kind {
  readonly key: string;
  readonly title: string;
  /** What they do, in a sentence. */
  readonly says: string;
  live(setting: Omit<Setting, 'rates'>, person: number): Life;
}

const prompt = { never: 0, forgets: 0, within: 2, late: 0 };
const promises = { ...prompt, refuses: 0 };

/** Everybody does what they are asked, within days. */
const willing: PeopleRates = {
  head: promises,
  nominee: promises,
  admin: { declines: 0, within: 2 },
  details: prompt,
  sessions: { ill: 0, misses: 0, forgetsToCheckIn: 0, late: 1, comesToCatchUp: 0 },
  inSchool: { never: 0, forgets: 0, late: 0, notedWithin: 0 },
  department: prompt,
  gates: { within: 3, extends: 0, waives: 1 },
  leaves: { rate: 0, movesSchool: 0 },
};

const slow = { ...prompt, forgets: 1, late: 7 };
const silent = { ...prompt, never: 1 };
/** Of the first year: far enough in that something is left to be told of. */
const leavesAfter = 0.4;

export const kindsOfPeople: readonly Kind[] = [
  {
    key: 'attends-all',
    title: 'Attends everything',
    says: 'Answers within days, comes to every session, logs every half-day in school.',
    live: (setting, person) => lifeOf({ ...setting, rates: willing }, person),
  },
  {
    key: 'misses-one',
    title: 'Misses one day',
    says: 'As above, but misses the first central day without a word and comes to the catch-up day.',
    live: missOne,
  },
  {
    key: 'answers-late',
    title: 'Answers late',
    says: 'Does everything, days after being asked; forgets to check in, and says later that they were there.',
    live: (setting, person) =>
      lifeOf(
        {
          ...setting,
          rates: {
            ...willing,
            head: { ...slow, refuses: 0 },
            nominee: { ...slow, refuses: 0 },
            details: slow,
            department: slow,
            sessions: { ...willing.sessions, forgetsToCheckIn: 1, late: 2 },
            inSchool: { never: 0, forgets: 1, late: 10, notedWithin: 5 },
          },
        },
        person,
      ),
  },
  {
    key: 'never-answers',
    title: 'Never answers',
    says: 'Takes the place and is not heard of again; an admin gives more time at each review.',
    live: (setting, person) =>
      lifeOf(
        {
          ...setting,
          rates: {
            ...willing,
            details: silent,
            department: silent,
            sessions: { ...willing.sessions, misses: 1 },
            inSchool: { ...willing.inSchool, never: 1 },
            gates: { within: 3, extends: 1, waives: 0 },
          },
        },
        person,
      ),
  },
  {
    key: 'withdraws',
    title: 'Withdraws',
    says: 'Attends everything until they leave teaching, well into the first year.',
    live: withdraw,
  },
  {
    key: 'no-promise',
    title: 'The head never promises',
    says: 'Is nominated and agrees; the headteacher does not answer, and the nomination runs out.',
    live: (setting, person) => lifeOf({ ...setting, rates: { ...willing, head: { ...promises, never: 1 } } }, person),
  },
];

function missOne(setting: Omit<Setting, 'rates'>, person: number): Life {
  const life = lifeOf({ ...setting, rates: willing }, person);
  const { sessions } = setting.moments;
  const missed = sessions.find(({ session }) => session.kind === 'central');
  const caughtUp = sessions.find(({ isCatchUp, startsAt }) => isCatchUp && missed && startsAt > missed.startsAt);
  const deeds = life.deeds.filter((deed) => !('sessionId' in deed) || deed.sessionId !== missed?.session.id);
  return { ...life, deeds: caughtUp ? inOrder([...deeds, checkIn(caughtUp)]) : deeds };
}

function checkIn({ session, startsAt }: SessionMoments): Deed {
  return { at: startsAt + 300_000, does: 'check-in', sessionId: session.id };
}

function withdraw(setting: Omit<Setting, 'rates'>, person: number): Life {
  const life = lifeOf({ ...setting, rates: willing }, person);
  const [year] = setting.moments.years;
  if (!year) return life;
  const at = year.startsAt + leavesAfter * (year.endsAt - year.startsAt);
  const minute = Math.floor(at / 60_000) * 60_000;
  return { ...life, deeds: inOrder([...life.deeds, { at: minute, does: 'leave', reason: 'left-teaching' }]) };
}

function inOrder(deeds: readonly Deed[]): Deed[] {
  return [...deeds].sort((a, b) => a.at - b.at);
}
