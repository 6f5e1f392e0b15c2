import * as z from 'zod';
import { type FoundResource, readProperties } from '../found-resource.ts';
import type { PolicyDocument, RoleDefinition } from '../inventory.ts';
import { TemplateError } from '../template-error.ts';

/** A policy; what stands in its statements is for the evaluator to understand or refuse. */
export const policyDocument = z.strictObject({
  Version: z.literal('2012-10-17').optional(),
  Statement: z.array(z.record(z.string(), z.unknown())),
});

const roleProperties = z.strictObject({
  RoleName: z.string().optional(),
  AssumeRolePolicyDocument: policyDocument,
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: policyDocument })).default([]),
});

const roleWithoutEffect = { MaxSessionDuration: 'sessions do not end here', Path: 'only a part of the name' };

const attachedPolicyProperties = z.strictObject({
  PolicyName: z.string().optional(),
  ManagedPolicyName: z.string().optional(),
  PolicyDocument: policyDocument,
  Roles: z.array(z.string()).default([]),
});

/** A policy resource of its own, attached to roles by name. */
export interface AttachedPolicy {
  readonly path: string;
  readonly arn: string;
  readonly roles: readonly string[];
  readonly policy: PolicyDocument;
}

/**
 * AWS's own policies that may be attached, as AWS documents them. Their statements allow only calls to services that
 * do not exist here (logs, X-Ray), so none of them can be used.
 */
const awsPolicies: Readonly<Record<string, PolicyDocument>> = {
  'service-role/AWSLambdaBasicExecutionRole': {
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: '*',
      },
    ],
  },
  // AWS Backup alone assumes the role, and there is none here: the journal is the backup.
  'service-role/AWSBackupServiceRolePolicyForBackup': { Statement: [] },
  AWSXRayDaemonWriteAccess: {
    Statement: [
      {
        Effect: 'Allow',
        Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules'],
        Resource: '*',
      },
    ],
  },
};

export function readAttachedPolicy(found: FoundResource): AttachedPolicy {
  const properties = readProperties(found, attachedPolicyProperties, { Path: 'only a part of the name' });
  return { path: found.path, arn: found.ref, roles: properties.Roles, policy: properties.PolicyDocument };
}

/** A role with everything that it may do: inline, attached and managed policies, each under an id that names it. */
export function readRole(found: FoundResource, attached: readonly AttachedPolicy[]): RoleDefinition {
  const properties = readProperties(found, roleProperties, roleWithoutEffect);
  const inline = properties.Policies.map(({ PolicyName, PolicyDocument }) => ({
    id: `${found.path}/${PolicyName}`,
    policy: PolicyDocument,
  }));
  const byName = attached
    .filter(({ roles }) => roles.includes(found.ref))
    .map(({ path, policy }) => ({ id: path, policy }));
  const managed = properties.ManagedPolicyArns.map((arn) => managedPolicy(found, arn, attached));
  return {
    name: found.ref,
    arn: found.attribute('Arn'),
    trusts: properties.AssumeRolePolicyDocument.Statement.flatMap(trustedServices),
    policies: [...inline, ...byName, ...managed],
  };
}

function managedPolicy(found: FoundResource, arn: string, attached: readonly AttachedPolicy[]) {
  const own = attached.find((policy) => policy.arn === arn);
  if (own) return { id: own.path, policy: own.policy };
  const name = /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  const policy = name === undefined ? undefined : awsPolicies[name];
  if (!policy) throw new TemplateError(`${found.path} has the managed policy ${arn}, whose text is not known here.`);
  return { id: `aws:${name}`, policy };
}

function trustedServices(statement: Readonly<Record<string, unknown>>): string[] {
  const principal = z.object({ Service: z.union([z.string(), z.array(z.string())]) }).safeParse(statement.Principal);
  return principal.success ? [principal.data.Service].flat() : [];
}
