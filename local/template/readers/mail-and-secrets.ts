import * as v from 'valibot';
import { wholeTyped } from '../../../functions/domain/fields.ts';
import { defined } from '../defined.ts';
import { type FoundResource, flag, readProperties } from '../found-resource.ts';
import type { ConfigurationSetDefinition, EmailIdentityDefinition, SecretDefinition } from '../inventory.ts';
import { account, region } from '../physical-names.ts';
import { TemplateError } from '../template-error.ts';

const secretProperties = v.strictObject({
  Name: v.optional(v.string()),
  SecretString: v.optional(v.string()),
  GenerateSecretString: v.optional(
    v.strictObject({
      PasswordLength: v.optional(wholeTyped, 32),
      ExcludePunctuation: v.optional(flag, false),
      SecretStringTemplate: v.optional(v.string()),
      GenerateStringKey: v.optional(v.string()),
    }),
  ),
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

const identityProperties = v.strictObject({
  EmailIdentity: v.string(),
  ConfigurationSetAttributes: v.optional(v.strictObject({ ConfigurationSetName: v.string() })),
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

const configurationSetProperties = v.strictObject({ Name: v.optional(v.string()) });
const configurationSetWithoutEffect = {
  SuppressionOptions: 'the account’s suppression list applies',
  ReputationOptions: 'there is no reputation to measure',
  SendingOptions: 'sending is on',
  DeliveryOptions: 'nothing leaves this machine',
  TrackingOptions: 'opens and clicks are not tracked',
};

const destinationProperties = v.strictObject({
  ConfigurationSetName: v.string(),
  EventDestination: v.strictObject({
    Name: v.optional(v.string()),
    Enabled: flag,
    MatchingEventTypes: v.array(v.string()),
    EventBridgeDestination: v.strictObject({ EventBusArn: v.pipe(v.string(), v.endsWith(':event-bus/default')) }),
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
