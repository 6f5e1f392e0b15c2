import * as z from 'zod';
import { defined } from '../defined.ts';
import { type FoundResource, flag, readProperties, whole } from '../found-resource.ts';
import type { ConfigurationSetDefinition, EmailIdentityDefinition, SecretDefinition } from '../inventory.ts';
import { account, region } from '../physical-names.ts';
import { TemplateError } from '../template-error.ts';

const secretProperties = z.strictObject({
  Name: z.string().optional(),
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .strictObject({
      PasswordLength: whole.default(32),
      ExcludePunctuation: flag.default(false),
      SecretStringTemplate: z.string().optional(),
      GenerateStringKey: z.string().optional(),
    })
    .optional(),
});

export function readSecret(found: FoundResource): SecretDefinition {
  const properties = readProperties(found, secretProperties, { KmsKeyId: 'encryption at rest is AWS’s' });
  const generate = properties.GenerateSecretString;
  return defined({
    name: found.name,
    arn: found.ref,
    value: properties.SecretString,
    generate:
      generate &&
      defined({
        length: generate.PasswordLength,
        excludePunctuation: generate.ExcludePunctuation,
        template: generate.SecretStringTemplate,
        key: generate.GenerateStringKey,
      }),
  });
}

const identityProperties = z.strictObject({
  EmailIdentity: z.string(),
  ConfigurationSetAttributes: z.strictObject({ ConfigurationSetName: z.string() }).optional(),
});
const identityWithoutEffect = {
  DkimAttributes: 'nothing leaves this machine, so nothing is signed',
  DkimSigningAttributes: 'nothing leaves this machine, so nothing is signed',
  MailFromAttributes: 'nothing leaves this machine',
  FeedbackAttributes: 'feedback comes as events',
};

export function readEmailIdentity(found: FoundResource): EmailIdentityDefinition {
  const properties = readProperties(found, identityProperties, identityWithoutEffect);
  return defined({
    identity: properties.EmailIdentity,
    arn: sesArn(`identity/${properties.EmailIdentity}`),
    defaultConfigurationSet: properties.ConfigurationSetAttributes?.ConfigurationSetName,
  });
}

const configurationSetProperties = z.strictObject({ Name: z.string().optional() });
const configurationSetWithoutEffect = {
  SuppressionOptions: 'the account’s suppression list applies',
  ReputationOptions: 'there is no reputation to measure',
  SendingOptions: 'sending is on',
  DeliveryOptions: 'nothing leaves this machine',
  TrackingOptions: 'opens and clicks are not tracked',
};

const destinationProperties = z.strictObject({
  ConfigurationSetName: z.string(),
  EventDestination: z.strictObject({
    Name: z.string().optional(),
    Enabled: flag,
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.strictObject({ EventBusArn: z.string().endsWith(':event-bus/default') }),
  }),
});

export function readConfigurationSets(resources: readonly FoundResource[]): ConfigurationSetDefinition[] {
  const destinations = resources
    .filter(({ type }) => type === 'AWS::SES::ConfigurationSetEventDestination')
    .map((found) => readProperties(found, destinationProperties));
  const sets = resources
    .filter(({ type }) => type === 'AWS::SES::ConfigurationSet')
    .map((found) => {
      readProperties(found, configurationSetProperties, configurationSetWithoutEffect);
      const own = destinations.filter(
        ({ ConfigurationSetName, EventDestination }) => ConfigurationSetName === found.ref && EventDestination.Enabled,
      );
      const publishes = own.flatMap(({ EventDestination }) => EventDestination.MatchingEventTypes.map(sesEventName));
      return { name: found.ref, arn: sesArn(`configuration-set/${found.ref}`), publishes: [...new Set(publishes)] };
    });
  refuseStray(destinations, sets);
  return sets;
}

function refuseStray(
  destinations: ReadonlyArray<{ ConfigurationSetName: string }>,
  sets: readonly ConfigurationSetDefinition[],
): void {
  for (const { ConfigurationSetName } of destinations) {
    if (!sets.some(({ name }) => name === ConfigurationSetName))
      throw new TemplateError(
        `An event destination is for the configuration set ${ConfigurationSetName}, unknown here.`,
      );
  }
}

/** CloudFormation writes `renderingFailure` and takes `RENDERING_FAILURE` as well. */
function sesEventName(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}

function sesArn(resource: string): string {
  return `arn:aws:ses:${region}:${account}:${resource}`;
}
