import { randomUUID } from 'node:crypto';
import type { InvocationOutcome } from '../functions-runtime/function-definition.ts';
import type { HttpApiDefinition } from '../template/inventory.ts';
import { account, composeArn, type Place } from '../template/physical-names.ts';
import { apiError, type RawResponse, responseOf } from './function-response.ts';
import { buildRequestEvent, type RawRequest, splitTarget } from './request-event.ts';
import { createRouter, type MatchedRoute } from './routes.ts';

export interface HttpApiDependencies {
  readonly place: Place;
  readonly now: () => number;
  /** Invokes a function as API Gateway, for the source that its permission must name. */
  readonly invoke: (functionName: string, payload: unknown, sourceArn: string) => Promise<InvocationOutcome>;
}

/** API Gateway's quota for a request's body. */
export const bodyLimit = 10 * 1024 * 1024;

/** Serves an HTTP API of the template: route, event, function, response, with API Gateway's own errors. */
export function createHttpApi(
  api: HttpApiDefinition,
  { place, now, invoke }: HttpApiDependencies,
): (request: RawRequest) => Promise<RawResponse> {
  const findRoute = createRouter(api);
  return async (request) => {
    if (request.body.length > bodyLimit) return apiError(413);
    const { path } = splitTarget(request.target);
    const route = findRoute(request.method, path);
    if (!route) return apiError(404);
    const event = buildRequestEvent(request, route, {
      apiId: api.id,
      accountId: account,
      stage: api.stage,
      requestId: randomUUID(),
      now: now(),
    });
    const { functionName, timeoutMs } = route.integration;
    const invocation = invoke(functionName, event, sourceArn(place, api, route, request.method));
    return withinTimeout(timeoutMs, invocation.then(outcomeResponse));
  };
}

function outcomeResponse(outcome: InvocationOutcome): RawResponse {
  return 'error' in outcome ? apiError(500) : responseOf(outcome.payload);
}

/** The integration's timeout is real running time: the virtual clock may stand still or jump meanwhile. */
async function withinTimeout(ms: number, work: Promise<RawResponse>): Promise<RawResponse> {
  const late = Promise.withResolvers<RawResponse>();
  const timer = setTimeout(() => late.resolve(apiError(503)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** `<api>/<stage>/<method>/<path of the route>`, as a function's resource policy names it. */
function sourceArn(place: Place, api: HttpApiDefinition, route: MatchedRoute, method: string): string {
  const path = route.routeKey.split(' ')[1];
  const resource = path === undefined ? '$default' : `${method}${path}`;
  return composeArn(place, 'execute-api', `${api.id}/${api.stage}/${resource}`);
}
