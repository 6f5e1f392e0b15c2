import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { ProviderSettings, StoredEntry } from './messages.ts';
import type { SamplePerson } from './people.ts';
import { providerStore } from './provider-store.ts';
import { keepCookiesByBrowser } from './session-cookies.ts';
import { messagePage, signInPage } from './sign-in-page.ts';

/** The OpenID Connect provider that stands where AWS has Cognito: code flow with PKCE, and Cognito's claims. */
export function identityServer(settings: ProviderSettings, keep: (entry: StoredEntry) => Promise<void>): Server {
  const provider = new Provider(settings.issuer, configuration(settings, keep));
  const callback = provider.callback();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!(await route(provider, settings, request, response))) await callback(request, response);
  };
  return createServer((request, response) => {
    // The machine's own time would differ from the cloud's, and clients check it.
    response.sendDate = false;
    keepCookiesByBrowser(response);
    answer(request, response).catch((error: unknown) => fail(response, error));
  });
}

function configuration(settings: ProviderSettings, keep: (entry: StoredEntry) => Promise<void>): Configuration {
  const { client, people } = settings;
  const byId = new Map(people.map((person) => [person.id, person]));
  return {
    adapter: providerStore(settings.stored, keep),
    clients: [
      {
        client_id: client.clientId,
        redirect_uris: [...client.callbackUrls],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        // As Cognito, which says in every ID token when its user signed in.
        require_auth_time: true,
      },
    ],
    // The service's own keys as its journal kept them, which knows them as JSON only.
    jwks: { keys: settings.jwks.keys as never },
    // Cookies ignore ports, and the console is on the same host.
    cookies: {
      keys: [settings.cookieKey],
      names: { session: 'sample-identity', interaction: 'sample-identity-step', resume: 'sample-identity-resume' },
    },
    pkce: { required: () => true },
    claims: { openid: ['sub', 'cognito:groups'], email: ['email'], profile: ['name'] },
    // As Cognito, which puts everything into the ID token.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { url: (_context, interaction) => `/sign-in/${interaction.uid}` },
    renderError: (context) => {
      context.type = 'html';
      context.body = signInOver();
    },
    findAccount: (_context, id) => account(byId.get(id)),
    loadExistingGrant,
    ttl: {
      Session: 8 * 3600,
      Interaction: 600,
      Grant: 8 * 3600,
      AccessToken: 3600,
      IdToken: 3600,
      AuthorizationCode: 60,
    },
  };
}

function account(person: SamplePerson | undefined) {
  if (!person) return undefined;
  const { id, name, email, groups } = person;
  return {
    accountId: id,
    claims: () => ({ sub: id, name, email, ...(groups.length > 0 && { 'cognito:groups': [...groups] }) }),
  };
}

/** Cognito asks for no consent. */
async function loadExistingGrant(context: KoaContextWithOIDC) {
  const { oidc } = context;
  const clientId = oidc.client?.clientId;
  const accountId = oidc.session?.accountId;
  if (!clientId || !accountId) return undefined;
  const grant = new oidc.provider.Grant({ clientId, accountId });
  grant.addOIDCScope('openid email profile');
  await grant.save();
  return grant;
}

/** The pages that the provider library leaves to us. Answers whether the request was one of them. */
async function route(
  provider: Provider,
  settings: ProviderSettings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', settings.issuer);
  if (url.pathname === '/logout' && request.method === 'GET') return logOut(settings, url, response);
  if (!url.pathname.startsWith('/sign-in/')) return false;
  if (request.method === 'GET') {
    await provider.interactionDetails(request, response);
    respond(response, 200, signInPage(settings.people, url.pathname));
    return true;
  }
  const person = new URLSearchParams(await readBody(request)).get('person') ?? '';
  if (!settings.people.some(({ id }) => id === person))
    respond(response, 400, messagePage('Nobody of that name', 'Only the sample people may sign in here.'));
  else await provider.interactionFinished(request, response, { login: { accountId: person } });
  return true;
}

/** Cognito's own way out, `/logout?client_id&logout_uri`, which is not OpenID Connect's. */
function logOut({ client }: ProviderSettings, url: URL, response: ServerResponse): true {
  const target = url.searchParams.get('logout_uri') ?? '';
  const known = url.searchParams.get('client_id') === client.clientId && client.logoutUrls.includes(target);
  if (!known) respond(response, 400, messagePage('Unknown address', 'This client or address is not known here.'));
  else {
    const gone = 'Max-Age=0; Path=/; HttpOnly; SameSite=Lax';
    response.setHeader('Set-Cookie', [`sample-identity=; ${gone}`, `sample-identity.sig=; ${gone}`]);
    response.writeHead(302, { location: target }).end();
  }
  return true;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function respond(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

function fail(response: ServerResponse, error: unknown): void {
  console.error('sign-in failed', error instanceof Error ? error.name : 'unknown');
  if (!response.headersSent) respond(response, 400, signInOver());
}

function signInOver(): string {
  return messagePage('This sign-in is over', 'Go back to the console and sign in again.');
}
