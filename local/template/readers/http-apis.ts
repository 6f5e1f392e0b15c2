import * as z from 'zod';
import { type FoundResource, flag, readProperties, whole } from '../found-resource.ts';
import type { HttpApiDefinition, HttpIntegration } from '../inventory.ts';
import { TemplateError } from '../template-error.ts';
import { functionNameOf } from './functions.ts';

const apiProperties = z.strictObject({ Name: z.string(), ProtocolType: z.literal('HTTP') });
const apiWithoutEffect = { DisableExecuteApiEndpoint: 'there is only the local address' };

const integrationProperties = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: whole.default(30_000),
});

const routeProperties = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.literal('NONE').default('NONE'),
});

const stageProperties = z.strictObject({
  ApiId: z.string(),
  StageName: z.literal('$default'),
  AutoDeploy: flag,
});
const stageWithoutEffect = {
  AccessLogSettings: 'functions log for themselves',
  DefaultRouteSettings: 'throttling and metrics belong to AWS',
  DeploymentId: 'what is in the template is what is deployed',
};

/** The HTTP APIs with their routes, put together from their four kinds of resource. */
export function readHttpApis(resources: readonly FoundResource[]): HttpApiDefinition[] {
  const ofType = (type: string) => resources.filter((found) => found.type === `AWS::ApiGatewayV2::${type}`);
  const integrations = new Map(ofType('Integration').map((found) => [found.ref, readIntegration(found)]));
  const routes = ofType('Route').map((found) => readRoute(found, integrations));
  const stages = ofType('Stage').map((found) => readProperties(found, stageProperties, stageWithoutEffect));
  return ofType('Api').map((found) => {
    const { Name } = readProperties(found, apiProperties, apiWithoutEffect);
    const stage = stages.find(({ ApiId }) => ApiId === found.ref);
    if (!stage) throw new TemplateError(`${found.path} has no stage, so nothing serves it.`);
    const own = routes.filter(({ apiId }) => apiId === found.ref);
    return {
      id: found.ref,
      name: Name,
      stage: stage.StageName,
      routes: own.map(({ routeKey, integration }) => ({ routeKey, integration })),
    };
  });
}

function readIntegration(found: FoundResource): HttpIntegration {
  const properties = readProperties(found, integrationProperties);
  return { functionName: functionNameOf(properties.IntegrationUri), timeoutMs: properties.TimeoutInMillis };
}

function readRoute(found: FoundResource, integrations: ReadonlyMap<string, HttpIntegration>) {
  const { ApiId, RouteKey, Target } = readProperties(found, routeProperties);
  const integration = integrations.get(Target.slice('integrations/'.length));
  if (!integration) throw new TemplateError(`${found.path} points to ${Target}, which the template lacks.`);
  return { apiId: ApiId, routeKey: RouteKey, integration };
}
