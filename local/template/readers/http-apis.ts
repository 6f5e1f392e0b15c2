import * as v from 'valibot';
import { wholeTyped } from '../../../functions/domain/fields.ts';
import { type FoundResource, flag, readProperties } from '../found-resource.ts';
import type { HttpApiDefinition, HttpIntegration } from '../inventory.ts';
import { TemplateError } from '../template-error.ts';
import { functionNameOf } from './functions.ts';

const apiProperties = v.strictObject({ Name: v.string(), ProtocolType: v.literal('HTTP') });
const apiWithoutEffect = { DisableExecuteApiEndpoint: 'there is only the local address' };

const integrationProperties = v.strictObject({
  ApiId: v.string(),
  IntegrationType: v.literal('AWS_PROXY'),
  IntegrationUri: v.string(),
  PayloadFormatVersion: v.literal('2.0'),
  TimeoutInMillis: v.optional(wholeTyped, 30_000),
});

const routeProperties = v.strictObject({
  ApiId: v.string(),
  RouteKey: v.string(),
  Target: v.pipe(v.string(), v.startsWith('integrations/')),
  AuthorizationType: v.optional(v.literal('NONE'), 'NONE'),
});

const stageProperties = v.strictObject({
  ApiId: v.string(),
  StageName: v.literal('$default'),
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
