import * as z from 'zod';
import type { Assembly } from '../assembly.ts';
import { defined } from '../defined.ts';
import { type FoundResource, readProperties, whole } from '../found-resource.ts';
import type { AsynchronousInvocation, FunctionDefinition, InvokePermission } from '../inventory.ts';
import { TemplateError } from '../template-error.ts';

const functionProperties = z.strictObject({
  FunctionName: z.string().optional(),
  Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
  Handler: z.string().regex(/^\w+\.\w+$/),
  Runtime: z.literal('nodejs24.x'),
  Role: z.string(),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).default({}) }).optional(),
  Timeout: whole.default(3),
  MemorySize: whole.default(128),
  ReservedConcurrentExecutions: whole.optional(),
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

const eventInvokeConfigProperties = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.literal('$LATEST'),
  MaximumRetryAttempts: whole.default(2),
  MaximumEventAgeInSeconds: whole.default(21_600),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }).optional() }).optional(),
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

const permissionProperties = z.strictObject({
  Action: z.literal('lambda:InvokeFunction'),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
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
