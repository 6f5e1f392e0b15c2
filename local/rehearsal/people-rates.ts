import * as v from 'valibot';

const rate = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const workingDays = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60));
const answers = v.strictObject({ never: rate, forgets: rate, within: workingDays, late: workingDays });
const promises = v.strictObject({ ...answers.entries, refuses: rate });

/** How people behave in a rehearsal: rates and delays, as `typical-people.yaml` explains them. */
export const peopleRates = v.strictObject({
  head: promises,
  nominee: promises,
  admin: v.strictObject({ declines: rate, within: workingDays }),
  details: answers,
  sessions: v.strictObject({
    ill: rate,
    misses: rate,
    forgetsToCheckIn: rate,
    late: workingDays,
    comesToCatchUp: rate,
  }),
  inSchool: v.strictObject({ never: rate, forgets: rate, late: workingDays, notedWithin: workingDays }),
  department: answers,
  gates: v.strictObject({ within: workingDays, extends: rate, waives: rate }),
  leaves: v.strictObject({ rate, movesSchool: rate }),
});
export type PeopleRates = v.InferOutput<typeof peopleRates>;
