import * as z from 'zod';

const rate = z.number().min(0).max(1);
const workingDays = z.int().min(0).max(60);
const answers = z.strictObject({ never: rate, forgets: rate, within: workingDays, late: workingDays });
const promises = answers.extend({ refuses: rate });

/** How people behave in a rehearsal: rates and delays, as `typical-people.yaml` explains them. */
export const peopleRates = z.strictObject({
  head: promises,
  nominee: promises,
  admin: z.strictObject({ declines: rate, within: workingDays }),
  details: answers,
  sessions: z.strictObject({
    ill: rate,
    misses: rate,
    forgetsToCheckIn: rate,
    late: workingDays,
    comesToCatchUp: rate,
  }),
  inSchool: z.strictObject({ never: rate, forgets: rate, late: workingDays, notedWithin: workingDays }),
  department: answers,
  gates: z.strictObject({ within: workingDays, extends: rate, waives: rate }),
  leaves: z.strictObject({ rate, movesSchool: rate }),
});
export type PeopleRates = z.infer<typeof peopleRates>;
