import * as v from 'valibot';
import { type FoundResource, readProperties } from '../found-resource.ts';
import type { PolicyDocument, RoleDefinition } from '../inventory.ts';
import { TemplateError } from '../template-error.ts';

/** A policy; what stands in its statements is for the evaluator to understand or refuse. */
export const policyDocument = v.strictObject({
  Version: v.optional(v.literal('2012-10-17')),
  Statement: v.array(v.record(v.string(), v.unknown())),
});

const roleProperties = v.strictObject({
  RoleName: v.optional(v.string()),
  AssumeRolePolicyDocument: policyDocument,
  ManagedPolicyArns: v.optional(v.array(v.string()), () => []),
  Policies: v.optional(v.array(v.strictObject({ PolicyName: v.string(), PolicyDocument: policyDocument })), () => []),
});

const roleWithoutEffect = { MaxSessionDuration: 'sessions do not end here', Path: 'only a part of the name' };

const attachedPolicyProperties = v.strictObject({
  PolicyName: v.optional(v.string()),
  ManagedPolicyName: v.optional(v.string()),
  PolicyDocument: policyDocument,
  Roles: v.optional(v.array(v.string()), () => []),
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
  const principal = v.safeParse(v.object({ Service: v.union([v.string(), v.array(v.string())]) }), statement.Principal);
  return principal.success ? [principal.output.Service].flat() : [];
}
