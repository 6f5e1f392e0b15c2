import type { Assembly, StackTemplate } from './assembly.ts';
import type { FoundResource } from './found-resource.ts';
import { Resolver } from './intrinsics.ts';
import type { Inventory } from './inventory.ts';
import type { Place } from './physical-names.ts';
import { readAlarm } from './readers/alarms.ts';
import { readEventSourceMapping } from './readers/event-source-mappings.ts';
import { readEventBus, readRule, readSchedule } from './readers/events.ts';
import { readFront } from './readers/fronts.ts';
import { readEventInvokeConfig, readFunction, readPermission } from './readers/functions.ts';
import { readHttpApis } from './readers/http-apis.ts';
import { readConfigurationSets, readEmailIdentity, readSecret } from './readers/mail-and-secrets.ts';
import { readQueue, readQueuePolicy } from './readers/queues.ts';
import { readAttachedPolicy, readRole } from './readers/roles.ts';
import { readStateMachine } from './readers/state-machines.ts';
import { readTable } from './readers/tables.ts';
import { readUserPools } from './readers/user-pools.ts';
import { TemplateError } from './template-error.ts';
import { typesWithoutEffect } from './without-effect.ts';

/** The types that some reader below takes. */
const typesWithEffect: ReadonlySet<string> = new Set([
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Lambda::Function',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  'AWS::Lambda::EventSourceMapping',
  'AWS::StepFunctions::StateMachine',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::IAM::Role',
  'AWS::IAM::Policy',
  'AWS::IAM::ManagedPolicy',
  'AWS::Events::Rule',
  'AWS::Events::EventBus',
  'AWS::Scheduler::Schedule',
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::CloudWatch::Alarm',
  'AWS::SecretsManager::Secret',
  'AWS::SES::EmailIdentity',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolGroup',
]);

/**
 * Everything that an assembly deploys, typed and checked, with the names and addresses of `place`. Whatever is not
 * understood (a type of resource, a property, an intrinsic) is a `TemplateError` that names it; what is left out on
 * purpose is listed in `withoutEffect` with its reason.
 */
export function readInventory(assembly: Assembly, place: Place): Inventory {
  const { resources, withoutEffect } = sortResources(assembly, new Resolver(assembly, place));
  const all = <T>(read: (found: FoundResource) => T, ...types: string[]): T[] =>
    resources.filter(({ type }) => types.includes(type)).map(read);
  const attached = all(readAttachedPolicy, 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy');
  return {
    tables: all(readTable, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'),
    functions: all((found) => readFunction(found, assembly), 'AWS::Lambda::Function'),
    asynchronousInvocations: all(readEventInvokeConfig, 'AWS::Lambda::EventInvokeConfig'),
    permissions: all(readPermission, 'AWS::Lambda::Permission'),
    stateMachines: all(readStateMachine, 'AWS::StepFunctions::StateMachine'),
    queues: all(readQueue, 'AWS::SQS::Queue'),
    queuePolicies: all(readQueuePolicy, 'AWS::SQS::QueuePolicy'),
    eventSourceMappings: all(readEventSourceMapping, 'AWS::Lambda::EventSourceMapping').filter(
      (mapping) => mapping !== undefined,
    ),
    eventBuses: all(readEventBus, 'AWS::Events::EventBus'),
    rules: all(readRule, 'AWS::Events::Rule'),
    schedules: all(readSchedule, 'AWS::Scheduler::Schedule'),
    httpApis: readHttpApis(resources),
    fronts: all(readFront, 'AWS::CloudFront::Distribution'),
    alarms: all(readAlarm, 'AWS::CloudWatch::Alarm'),
    roles: all((found) => readRole(found, attached), 'AWS::IAM::Role'),
    secrets: all(readSecret, 'AWS::SecretsManager::Secret'),
    emailIdentities: all(readEmailIdentity, 'AWS::SES::EmailIdentity'),
    configurationSets: readConfigurationSets(resources),
    userPools: readUserPools(resources),
    withoutEffect,
  };
}

function sortResources(assembly: Assembly, resolver: Resolver) {
  const resources: FoundResource[] = [];
  const withoutEffect: Inventory['withoutEffect'] = [];
  for (const stack of assembly.stacks) {
    for (const [logicalId, resource] of Object.entries(stack.Resources)) {
      if (!resolver.exists(stack, resource)) continue;
      const path = `${stack.name}/${logicalId}`;
      const reason = typesWithoutEffect[resource.Type];
      if (reason !== undefined) withoutEffect.push({ path, type: resource.Type, reason });
      else resources.push(findResource(stack, logicalId, resolver));
    }
  }
  return { resources, withoutEffect };
}

function findResource(stack: StackTemplate, logicalId: string, resolver: Resolver): FoundResource {
  const resource = stack.Resources[logicalId];
  const path = `${stack.name}/${logicalId}`;
  if (!resource || !typesWithEffect.has(resource.Type))
    throw new TemplateError(`${path} is of type ${resource?.Type}, which the embedded cloud does not know.`);
  return {
    path,
    type: resource.Type,
    name: resolver.nameOf(stack, logicalId, resource),
    ref: resolver.ref(stack, logicalId),
    properties: resolver.properties(stack, resource),
    attribute: (name) => resolver.attribute(stack, logicalId, name),
  };
}
