import * as z from 'zod';

/** What differs between environments; everything else is the same template. */
export const settings = z
  .strictObject({
    environment: z.enum(['local', 'dev', 'staging', 'production']),
    region: z.string(),
    /** The address of the site as people see it, without a trailing slash. Never derived from a distribution. */
    siteUrl: z.url(),
    /** Makes the address of the sign-in pages unique in its region: lower-case letters, digits and hyphens. */
    signInSuffix: z.string().regex(/^[a-z0-9-]{1,20}$/),
    sender: z.strictObject({ domain: z.string(), address: z.email(), name: z.string() }),
    /** E-mails a second in each lane; together at most 85 % of the account's SES rate. */
    mailRates: z.strictObject({
      urgent: z.number().positive(),
      routine: z.number().positive(),
      accountPerSecond: z.number().positive(),
    }),
  })
  .refine(({ mailRates: { urgent, routine, accountPerSecond } }) => urgent + routine <= 0.86 * accountPerSecond, {
    error: 'the two lanes together may use at most 85 % of the SES rate',
    path: ['mailRates'],
  });
export type Settings = z.infer<typeof settings>;

export const environments = {
  local: settings.parse({
    environment: 'local',
    region: 'eu-west-2',
    siteUrl: 'http://127.0.0.1:4400',
    signInSuffix: 'programmes',
    sender: { domain: 'throughline.example', address: 'programmes@throughline.example', name: 'Throughline' },
    mailRates: { urgent: 2, routine: 10, accountPerSecond: 14 },
  }),
  production: settings.parse({
    environment: 'production',
    region: 'eu-west-2',
    siteUrl: 'https://throughline.example',
    signInSuffix: 'programmes',
    sender: { domain: 'throughline.example', address: 'programmes@throughline.example', name: 'Throughline' },
    mailRates: { urgent: 2, routine: 10, accountPerSecond: 14 },
  }),
} as const;
