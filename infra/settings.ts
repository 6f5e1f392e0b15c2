import * as v from 'valibot';

/** Whom an environment may mail: anybody, or only these addresses and domains. */
const recipients = v.variant('to', [
  v.strictObject({ to: v.literal('anybody') }),
  v.strictObject({
    to: v.literal('allow-list'),
    /** An address, or `*@` and a domain. */
    allowed: v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^(\*|[^*@\s]+)@[a-z0-9.-]+$/, 'an address, or *@ and a domain'))),
      v.minLength(1),
    ),
  }),
]);

/** A domain's zone in Route 53, where the certificate and the site's address are entered by the deploy itself. */
const zone = v.strictObject({ id: v.pipe(v.string(), v.regex(/^Z[A-Z0-9]+$/)), name: v.string() });

const environmentName = v.picklist(['local', 'dev', 'staging', 'production']);
export type EnvironmentName = v.InferOutput<typeof environmentName>;

/** What differs between environments; everything else is the same template. */
export const settings = v.pipe(
  v.strictObject({
    environment: environmentName,
    /** Everything but the certificate and the firewall, which CloudFront wants in us-east-1, is in this region. */
    region: v.pipe(v.string(), v.regex(/^[a-z]{2}-[a-z]+-\d$/, 'a region, as eu-west-2')),
    /** The address of the site as people see it, without a trailing slash. Never derived from a distribution. */
    siteUrl: v.pipe(
      v.string(),
      v.url(),
      v.check((url) => !url.endsWith('/'), 'the address has no trailing slash'),
    ),
    /** Makes the address of the sign-in pages unique in its region: lower-case letters, digits and hyphens. */
    signInSuffix: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,20}$/)),
    /** The hubs whose people sign in to the console, by the ids that their cohorts give: a group of the pool for each. */
    hubs: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/))), v.readonly()),
    sender: v.strictObject({ domain: v.string(), address: v.pipe(v.string(), v.email()), name: v.string() }),
    recipients,
    /** E-mails a second in each lane; together at most 85 % of the account's SES rate. */
    mailRates: v.strictObject({
      urgent: v.pipe(v.number(), v.gtValue(0)),
      routine: v.pipe(v.number(), v.gtValue(0)),
      accountPerSecond: v.pipe(v.number(), v.gtValue(0)),
    }),
    /**
     * For how many years records are kept after they ended, as the privacy notice says. Once a month what is older is put
     * before an admin; where it `erases` it goes by itself.
     */
    retention: v.strictObject({
      years: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
      erases: v.boolean(),
    }),
    zone: v.optional(zone),
    /** Who gets the alarms. */
    alarmsTo: v.optional(v.pipe(v.string(), v.email())),
    /** Requests from one address in five minutes, above which the firewall blocks it for as long as it goes on. */
    requestsPerAddress: v.pipe(v.number(), v.integer(), v.minValue(100)),
    /** Raised by a rotation of the origin's secret, so that the deploy carries the new one to CloudFront. */
    originSecretRotation: v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/)),
  }),
  v.forward(
    v.check(
      ({ mailRates: { urgent, routine, accountPerSecond } }) => urgent + routine <= 0.86 * accountPerSecond,
      'the two lanes together may use at most 85 % of the SES rate',
    ),
    ['mailRates'],
  ),
  v.forward(
    v.check(
      ({ environment, siteUrl }) => environment === 'local' || siteUrl.startsWith('https://'),
      'the address begins with https:// everywhere but on loopback',
    ),
    ['siteUrl'],
  ),
  v.forward(
    v.check(
      ({ sender }) => sender.address.endsWith(`@${sender.domain}`),
      'the address is in the domain that SES knows',
    ),
    ['sender', 'address'],
  ),
  v.forward(
    v.check(
      ({ environment, recipients: { to } }) => !mayOnlyMailSome(environment) || to === 'allow-list',
      'dev and staging mail nobody but an allow-list',
    ),
    ['recipients'],
  ),
  v.forward(
    v.check(
      ({ environment, alarmsTo }) => environment !== 'production' || alarmsTo !== undefined,
      'production tells somebody of its alarms',
    ),
    ['alarmsTo'],
  ),
  v.forward(
    v.check(
      ({ zone: given, siteUrl }) => given === undefined || new URL(siteUrl).hostname.endsWith(given.name),
      'the site’s address is in the zone',
    ),
    ['zone'],
  ),
);
export type Settings = v.InferOutput<typeof settings>;

const shared = {
  region: 'eu-west-2',
  signInSuffix: 'programmes',
  hubs: ['sample-maths-hub'],
  mailRates: { urgent: 2, routine: 10, accountPerSecond: 14 },
  retention: { years: 6, erases: false },
  requestsPerAddress: 2000,
  originSecretRotation: 'first',
};

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
} as const satisfies Record<EnvironmentName, v.InferInput<typeof settings>>;

/** The settings don't hold together; the message names each one and what to put right. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
}

/** Checks settings. Throws `WrongSettings`, which says in a line each what is wrong. */
export function checkSettings(input: unknown, called: string): Settings {
  const checked = v.safeParse(settings, input);
  if (checked.success) return checked.output;
  throw new WrongSettings(`The settings of "${called}" are wrong:\n${v.summarize(checked.issues)}`);
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
