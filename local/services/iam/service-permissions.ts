import { arnOf } from '../place.ts';
import { parseAddress } from '../ses/addresses.ts';
import { listOf, recordOf, textOf } from './read-input.ts';
import type { Estate, Permission, PermissionsOf } from './required-permissions.ts';

const onMachine = ['StartExecution', 'ListExecutions', 'DescribeStateMachine'];
const onExecution = ['DescribeExecution', 'GetExecutionHistory', 'StopExecution', 'RedriveExecution'];
/** AWS lists no resource for these. */
const onNothing = ['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat', 'ListStateMachines'];

export const statesPermissions: PermissionsOf = (action, input) => {
  const on = (resource: unknown): Permission[] => [{ action: `states:${action}`, resource: String(resource ?? '') }];
  if (onMachine.includes(action)) return on(input.stateMachineArn);
  if (onExecution.includes(action)) return on(input.executionArn);
  return onNothing.includes(action) ? on('*') : undefined;
};

/** A batch needs the permission of its single action. */
const queueActions: Readonly<Record<string, string>> = {
  SendMessage: 'SendMessage',
  SendMessageBatch: 'SendMessage',
  ReceiveMessage: 'ReceiveMessage',
  DeleteMessage: 'DeleteMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibility: 'ChangeMessageVisibility',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
  GetQueueAttributes: 'GetQueueAttributes',
  GetQueueUrl: 'GetQueueUrl',
};

export const sqsPermissions: PermissionsOf = (action, input, estate) => {
  const needed = queueActions[action];
  const name =
    action === 'GetQueueUrl'
      ? input.QueueName
      : String(input.QueueUrl ?? '')
          .split('/')
          .at(-1);
  return needed === undefined ? undefined : [{ action: `sqs:${needed}`, resource: arnOf(estate, 'sqs', String(name)) }];
};

export const eventsPermissions: PermissionsOf = (action, input, estate) => {
  if (action !== 'PutEvents') return undefined;
  return listOf(input.Entries).map(({ EventBusName, Source, DetailType }) => ({
    action: 'events:PutEvents',
    resource: busArn(EventBusName, estate),
    keys: { 'events:source': textOf(Source), 'events:detail-type': textOf(DetailType) },
  }));
};

function busArn(name: unknown, estate: Estate): string {
  const bus = textOf(name) ?? 'default';
  return bus.startsWith('arn:') ? bus : arnOf(estate, 'events', `event-bus/${bus}`);
}

/** One mail needs the identity that it is from and the configuration set that it names. */
export const sesPermissions: PermissionsOf = (action, input, estate) => {
  const keys = { 'ses:ApiVersion': '2' };
  if (action.endsWith('SuppressedDestination') || action.endsWith('SuppressedDestinations'))
    return [{ action: `ses:${action}`, resource: '*', keys }];
  if (action !== 'SendEmail') return undefined;
  const from = parseAddress(textOf(input.FromEmailAddress) ?? '');
  const mailKeys = {
    ...keys,
    'ses:FromAddress': from.address,
    'ses:FromDisplayName': from.displayName,
    'ses:Recipients': recipientsOf(input.Destination),
  };
  const set = textOf(input.ConfigurationSetName);
  const resources = [
    `identity/${identityOf(from.address, estate)}`,
    ...(set === undefined ? [] : [`configuration-set/${set}`]),
  ];
  return resources.map((resource) => ({
    action: 'ses:SendEmail',
    resource: arnOf(estate, 'ses', resource),
    keys: mailKeys,
  }));
};

/** An address that is verified itself counts before its domain. */
function identityOf(address: string, { emailIdentities }: Estate): string {
  if (emailIdentities.includes(address)) return address;
  const domain = address.split('@').at(-1) ?? address;
  return emailIdentities.find((identity) => domain === identity || domain.endsWith(`.${identity}`)) ?? domain;
}

function recipientsOf(destination: unknown): string[] {
  const { ToAddresses, CcAddresses, BccAddresses } = recordOf(destination);
  return [ToAddresses, CcAddresses, BccAddresses].flatMap((list) =>
    Array.isArray(list) ? list.map((address) => parseAddress(String(address)).address) : [],
  );
}

export const secretsPermissions: PermissionsOf = (action, input, estate) => {
  if (!['GetSecretValue', 'DescribeSecret', 'PutSecretValue'].includes(action)) return undefined;
  const resource = estate.secretArnOf(textOf(input.SecretId) ?? '');
  return [
    {
      action: `secretsmanager:${action}`,
      resource,
      keys: {
        'secretsmanager:SecretId': resource,
        'secretsmanager:VersionStage': textOf(input.VersionStage) ?? 'AWSCURRENT',
      },
    },
  ];
};

/** A function is named by name or ARN, with or without a qualifier; the qualified one is another resource. */
export const lambdaPermissions: PermissionsOf = (action, input, estate) => {
  if (action !== 'Invoke') return undefined;
  const named = textOf(input.FunctionName) ?? '';
  const full = named.startsWith('arn:') ? named : arnOf(estate, 'lambda', `function:${named}`);
  const qualifier = textOf(input.Qualifier);
  return [{ action: 'lambda:InvokeFunction', resource: qualifier === undefined ? full : `${full}:${qualifier}` }];
};
