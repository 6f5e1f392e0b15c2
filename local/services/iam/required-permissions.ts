import type { Place } from '../place.ts';
import type { ServiceName } from '../service.ts';
import { dynamodbPermissions } from './dynamodb-permissions.ts';
import {
  eventsPermissions,
  lambdaPermissions,
  secretsPermissions,
  sesPermissions,
  sqsPermissions,
  statesPermissions,
} from './service-permissions.ts';

/** What the table of permissions must know of the template. */
export interface Estate extends Place {
  /** The name of a table's partition key. */
  readonly partitionKeyOf: (tableName: string) => string | undefined;
  /** A secret's ARN, by its name or ARN. */
  readonly secretArnOf: (idOrName: string) => string;
  /** The verified identities: domains and addresses. */
  readonly emailIdentities: readonly string[];
}

/** A permission that a call needs; `keys` are the condition keys that it supplies beside the global ones. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly keys?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The permissions of a call, or undefined when the table does not know the action. */
export type PermissionsOf = (
  action: string,
  input: Readonly<Record<string, unknown>>,
  estate: Estate,
) => readonly Permission[] | undefined;

/**
 * What each call needs, by AWS's service authorisation reference (the pages "Actions, resources, and condition keys for …")
 * and, for SES, "Controlling access to Amazon SES": all of them must be allowed.
 */
export const requiredPermissions: Readonly<Record<ServiceName, PermissionsOf>> = {
  dynamodb: dynamodbPermissions,
  states: statesPermissions,
  sqs: sqsPermissions,
  events: eventsPermissions,
  ses: sesPermissions,
  secretsmanager: secretsPermissions,
  lambda: lambdaPermissions,
};
