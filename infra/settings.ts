import * as z from 'zod';

/** Whom an environment may mail: anybody, or only these addresses and domains. */
const recipients = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('anybody') }),
  z.strictObject({
    to: z.literal('allow-list'),
    /** An address, or `*@` and a domain. */
    allowed: z.array(z.string().regex(/^(\*|[^*@\s]+)@[a-z0-9.-]+$/, 'an address, or *@ and a domain')).min(1),
  }),
]);

/** A domain's zone in Route 53, where the certificate and the site's address are entered by the deploy itself. */
const zone = z.strictObject({ id: z.string().regex(/^Z[A-Z0-9]+$/), name: z.string() });

const environmentName = z.enum(['local', 'dev', 'staging', 'production']);
export type EnvironmentName = z.infer<typeof environmentName>;

/** What differs between environments; everything else is the same template. */
export const settings = z
  .strictObject({
    environment: environmentName,
    /** Everything but the certificate and the firewall, which CloudFront wants in us-east-1, is in this region. */
    region: z.string().regex(/^[a-z]{2}-[a-z]+-\d$/, 'a region, as eu-west-2'),
    /** The address of the site as people see it, without a trailing slash. Never derived from a distribution. */
    siteUrl: z.url().refine((url) => !url.endsWith('/'), 'the address has no trailing slash'),
    /** Makes the address of the sign-in pages unique in its region: lower-case letters, digits and hyphens. */
    signInSuffix: z.string().regex(/^[a-z0-9-]{1,20}$/),
    /** The hubs whose people sign in to the console, by the ids that their cohorts give: a group of the pool for each. */
    hubs: z.array(z.string().regex(/^[a-z0-9-]{1,60}$/)).readonly(),
    sender: z.strictObject({ domain: z.string(), address: z.email(), name: z.string() }),
    recipients,
    /** E-mails a second in each lane; together at most 85 % of the account's SES rate. */
    mailRates: z.strictObject({
      urgent: z.number().positive(),
      routine: z.number().positive(),
      accountPerSecond: z.number().positive(),
    }),
    /**
     * For how many years records are kept after they ended, as the privacy notice says. Once a month what is older is put
     * before an admin; where it `erases` it goes by itself.
     */
    retention: z.strictObject({ years: z.int().min(1).max(10), erases: z.boolean() }),
    zone: zone.optional(),
    /** Who gets the alarms. */
    alarmsTo: z.email().optional(),
    /** Requests from one address in five minutes, above which the firewall blocks it for as long as it goes on. */
    requestsPerAddress: z.int().min(100),
    /** Raised by a rotation of the origin's secret, so that the deploy carries the new one to CloudFront. */
    originSecretRotation: z.string().regex(/^[\w-]{1,40}$/),
  })
  .refine(({ mailRates: { urgent, routine, accountPerSecond } }) => urgent + routine <= 0.86 * accountPerSecond, {
    error: 'the two lanes together may use at most 85 % of the SES rate',
    path: ['mailRates'],
  })
  .refine(({ environment, siteUrl }) => environment === 'local' || siteUrl.startsWith('https://'), {
    error: 'the address begins with https:// everywhere but on loopback',
    path: ['siteUrl'],
  })
  .refine(({ sender }) => sender.address.endsWith(`@${sender.domain}`), {
    error: 'the address is in the domain that SES knows',
    path: ['sender', 'address'],
  })
  .refine(({ environment, recipients: { to } }) => !mayOnlyMailSome(environment) || to === 'allow-list', {
    error: 'dev and staging mail nobody but an allow-list',
    path: ['recipients'],
  })
  .refine(({ environment, alarmsTo }) => environment !== 'production' || alarmsTo !== undefined, {
    error: 'production tells somebody of its alarms',
    path: ['alarmsTo'],
  })
  .refine(({ zone: given, siteUrl }) => given === undefined || new URL(siteUrl).hostname.endsWith(given.name), {
    error: 'the site’s address is in the zone',
    path: ['zone'],
  });
export type Settings = z.infer<typeof settings>;

const shared = {
  region: 'eu-west-2',
  signInSuffix: 'programmes',
  hubs: ['sample-maths-hub'],
  mailRates: { urgent: 2, routine: 10, accountPerSecond: 14 },
  retention: { years: 6, erases: false },
  requestsPerAddress: 2000,
  originSecretRotation: 'first',
} as const;

/** Replace the sample domain and addresses by your own before the first deploy: docs/operations/first-deploy.md. */
const given = {
  local: {
    ...shared,
    environment: 'local',
    siteUrl: 'http://127.0.0.1:4400',
    sender: { domain: 'throughline.example', address: 'programmes@throughline.example', name: 'Throughline' },
    recipients: { to: 'anybody' },
  },
  dev: {
    ...shared,
    environment: 'dev',
    siteUrl: 'https://dev.throughline.example',
    sender: {
      domain: 'dev.throughline.example',
      address: 'programmes@dev.throughline.example',
      name: 'Throughline dev',
    },
    recipients: { to: 'allow-list', allowed: ['*@simulator.amazonses.com'] },
    mailRates: { urgent: 0.2, routine: 0.6, accountPerSecond: 1 },
  },
  staging: {
    ...shared,
    environment: 'staging',
    siteUrl: 'https://staging.throughline.example',
    sender: {
      domain: 'staging.throughline.example',
      address: 'programmes@staging.throughline.example',
      name: 'Throughline staging',
    },
    recipients: { to: 'allow-list', allowed: ['*@simulator.amazonses.com', 'rehearsal@throughline.example'] },
    alarmsTo: 'operations@throughline.example',
  },
  production: {
    ...shared,
    environment: 'production',
    siteUrl: 'https://throughline.example',
    sender: { domain: 'throughline.example', address: 'programmes@throughline.example', name: 'Throughline' },
    recipients: { to: 'anybody' },
    alarmsTo: 'operations@throughline.example',
  },
} as const satisfies Record<EnvironmentName, z.input<typeof settings>>;

/** The settings don't hold together; the message names each one and what to put right. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
}

/** Checks settings. Throws `WrongSettings`, which says in a line each what is wrong. */
export function checkSettings(input: unknown, called: string): Settings {
  const checked = settings.safeParse(input);
  if (checked.success) return checked.data;
  throw new WrongSettings(`The settings of "${called}" are wrong:\n${z.prettifyError(checked.error)}`);
}

export const environments = {
  local: checkSettings(given.local, 'local'),
  dev: checkSettings(given.dev, 'dev'),
  staging: checkSettings(given.staging, 'staging'),
  production: checkSettings(given.production, 'production'),
} as const satisfies Record<EnvironmentName, Settings>;

/** The site's name in DNS; on one machine nobody looks it up, and CloudFront takes no address in its place. */
export function siteHost({ environment, siteUrl, sender }: Settings): string {
  return environment === 'local' ? sender.domain : new URL(siteUrl).hostname;
}

function mayOnlyMailSome(environment: EnvironmentName): boolean {
  return environment === 'dev' || environment === 'staging';
}
