import * as v from 'valibot';
import { wholeTyped } from '../../../functions/domain/fields.ts';
import type { Assembly } from '../assembly.ts';
import { defined } from '../defined.ts';
import { type FoundResource, readProperties } from '../found-resource.ts';
import type { AsynchronousInvocation, FunctionDefinition, InvokePermission } from '../inventory.ts';
import { TemplateError } from '../template-error.ts';

const functionProperties = v.strictObject({
  FunctionName: v.optional(v.string()),
  Code: v.strictObject({ S3Bucket: v.string(), S3Key: v.string() }),
  Handler: v.pipe(v.string(), v.regex(/^\w+\.\w+$/)),
  Runtime: v.literal('nodejs24.x'),
  Role: v.string(),
  Environment: v.optional(v.strictObject({ Variables: v.optional(v.record(v.string(), v.string()), () => ({})) })),
  Timeout: v.optional(wholeTyped, 3),
  MemorySize: v.optional(wholeTyped, 128),
  ReservedConcurrentExecutions: v.optional(wholeTyped),
});

const functionWithoutEffect = {
  Architectures: 'the machine is what it is',
  LoggingConfig: 'logs go to the terminal',
  TracingConfig: 'there is no X-Ray here',
};

/** A Lambda function; its code is the asset's folder. */
export function readFunction(found: FoundResource, assembly: Assembly): FunctionDefinition {
  const properties = readProperties(found, functionProperties, functionWithoutEffect);
  const folder = assembly.assets.get(properties.Code.S3Key);
  if (!folder) throw new TemplateError(`${found.path} is made of ${properties.Code.S3Key}, which the assembly lacks.`);
  const environment = properties.Environment?.Variables ?? {};
  refuseDynamicReferences(found, environment);
  return defined({
    name: found.ref,
    arn: found.attribute('Arn'),
    folder,
    handler: properties.Handler,
    roleArn: properties.Role,
    environment,
    timeoutSeconds: properties.Timeout,
    memoryMegabytes: properties.MemorySize,
    reservedConcurrency: properties.ReservedConcurrentExecutions,
  });
}

/** CloudFormation would put a secret's text in the place of `{{resolve:…}}`: nobody should see it in a setting. */
function refuseDynamicReferences(found: FoundResource, environment: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(environment)) {
    if (value.includes('{{resolve:'))
      throw new TemplateError(`${found.path} has a dynamic reference in its setting ${name}; read it when it runs.`);
  }
}

const eventInvokeConfigProperties = v.strictObject({
  FunctionName: v.string(),
  Qualifier: v.literal('$LATEST'),
  MaximumRetryAttempts: v.optional(wholeTyped, 2),
  MaximumEventAgeInSeconds: v.optional(wholeTyped, 21_600),
  DestinationConfig: v.optional(v.strictObject({ OnFailure: v.optional(v.strictObject({ Destination: v.string() })) })),
});

/** What becomes of a function's asynchronous invocations that fail. */
export function readEventInvokeConfig(found: FoundResource): AsynchronousInvocation {
  const properties = readProperties(found, eventInvokeConfigProperties);
  return defined({
    functionName: functionNameOf(properties.FunctionName),
    maximumRetryAttempts: properties.MaximumRetryAttempts,
    maximumEventAgeSeconds: properties.MaximumEventAgeInSeconds,
    onFailureArn: properties.DestinationConfig?.OnFailure?.Destination,
  });
}

const permissionProperties = v.strictObject({
  Action: v.literal('lambda:InvokeFunction'),
  FunctionName: v.string(),
  Principal: v.string(),
  SourceArn: v.optional(v.string()),
  SourceAccount: v.optional(v.string()),
});

/** That a service may invoke a function. */
export function readPermission(found: FoundResource): InvokePermission {
  const properties = readProperties(found, permissionProperties);
  return defined({
    path: found.path,
    functionName: functionNameOf(properties.FunctionName),
    principal: properties.Principal,
    sourceArn: properties.SourceArn,
  });
}

/** Templates name a function by its name or its ARN. */
export function functionNameOf(nameOrArn: string): string {
  const match = /^arn:[^:]*:lambda:[^:]*:[^:]*:function:([^:]+)$/.exec(nameOrArn);
  return match?.[1] ?? nameOrArn;
}
