import type { HttpApiDefinition, HttpIntegration } from '../template/inventory.ts';

export interface MatchedRoute {
  readonly routeKey: string;
  readonly integration: HttpIntegration;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Route {
  readonly routeKey: string;
  readonly integration: HttpIntegration;
  readonly method: string;
  readonly parts: readonly string[];
  readonly rank: number;
}

/**
 * Finds the route of a request as an HTTP API does: a full match before one with a greedy variable (`{proxy+}`),
 * `$default` last; of two equally specific ones, the named method before `ANY`. (API Gateway developer guide, "Routing
 * API requests".)
 */
export function createRouter(api: HttpApiDefinition): (method: string, path: string) => MatchedRoute | undefined {
  const routes = api.routes.filter(({ routeKey }) => routeKey !== '$default').map(parseRoute);
  const fallback = api.routes.find(({ routeKey }) => routeKey === '$default');
  routes.sort((a, b) => a.rank - b.rank || b.parts.length - a.parts.length);
  return (method, path) => {
    for (const route of routes) {
      if (route.method !== 'ANY' && route.method !== method) continue;
      const pathParameters = matchPath(route.parts, partsOf(path));
      if (pathParameters) return { routeKey: route.routeKey, integration: route.integration, pathParameters };
    }
    return fallback && { ...fallback, pathParameters: {} };
  };
}

function parseRoute({ routeKey, integration }: HttpApiDefinition['routes'][number]): Route {
  const [method = '', path = ''] = routeKey.split(' ');
  const parts = partsOf(path);
  const greedy = parts.some((part) => part.endsWith('+}')) ? 4 : 0;
  const variables = parts.some((part) => part.startsWith('{')) ? 2 : 0;
  return { routeKey, integration, method, parts, rank: greedy + variables + (method === 'ANY' ? 1 : 0) };
}

function matchPath(route: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const [index, part] of route.entries()) {
    const given = path[index];
    if (given === undefined) return undefined;
    if (part.endsWith('+}')) {
      const rest = path.slice(index).map(decode).join('/');
      return rest === '' ? undefined : { ...found, [part.slice(1, -2)]: rest };
    }
    if (part.startsWith('{')) found[part.slice(1, -1)] = decode(given);
    else if (part !== given) return undefined;
  }
  return route.length === path.length ? found : undefined;
}

function partsOf(path: string): string[] {
  return path.split('/').slice(1);
}

/** A broken percent sign stays as it was typed. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
