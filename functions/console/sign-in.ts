import * as client from 'openid-client';
import * as v from 'valibot';
import { type Access, accessOf, type Permission, permissionsAnywhere } from '../domain/console-roles.ts';
import { readAs } from '../domain/read-as.ts';
import { type Clock, minutes, shiftInstant } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import { newSecretId } from '../platform/random.ts';
import type { Table } from '../platform/table.ts';

export interface SignInDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly siteUrl: string;
  readonly issuer: string;
  readonly clientId: string;
}

/** Who is signed in: the provider's id for them, what to call them, and what they may do. */
export interface SignedIn {
  readonly sessionId: string;
  readonly subject: string;
  readonly name: string;
  readonly access: Access;
  /** What they may do where the route is about; anywhere, before it is known. */
  readonly permissions: ReadonlySet<Permission>;
  /** When they last showed the provider who they are. */
  readonly authenticatedAt: string;
}

const begun = v.object({
  codeVerifier: v.string(),
  state: v.string(),
  nonce: v.string(),
  returnTo: v.string(),
  /** They were signed in, and are to show once more that it is them. */
  again: v.optional(v.boolean(), false),
  expiresAtIso: v.string(),
});
type Begun = v.InferOutput<typeof begun>;
const session = v.object({
  subject: v.string(),
  name: v.string(),
  email: v.optional(v.string()),
  groups: v.array(v.string()),
  authenticatedAt: v.string(),
  expiresAtIso: v.string(),
});
const claims = v.object({
  sub: v.string(),
  name: v.optional(v.string()),
  email: v.optional(v.string()),
  'cognito:groups': v.optional(v.array(v.string()), () => []),
  /** Seconds since 1970; Cognito puts it into every ID token. */
  auth_time: v.number(),
});

const signInMinutes = 10;
/** A working day; the row is the session, so signing out or deleting the row ends it at once. */
const sessionMinutes = 8 * 60;

/** Begins a sign-in: remembers what the answer must match under an opaque id (a cookie's), and says where to go. */
export async function beginSignIn(deps: SignInDeps, returnTo: string): Promise<{ id: string; redirectTo: string }> {
  const { id, pending } = await rememberSignIn(deps, returnTo, false);
  return { id, redirectTo: await authorisationUrl(deps, pending) };
}

/**
 * Begins a sign-in of somebody who is signed in, to show that it is still them: their session ends, here and at the
 * provider, which comes back to our page after a sign-out, and that page leads on to the sign-in. (`prompt=login` would be
 * shorter; Cognito knows it in its newer pages only.)
 */
export async function beginAgain(
  deps: SignInDeps,
  sessionId: string | undefined,
  returnTo: string,
): Promise<{ id: string; redirectTo: string }> {
  const { id } = await rememberSignIn(deps, returnTo, true);
  return { id, redirectTo: sessionId ? await signOut(deps, sessionId) : (await logoutUrl(deps)).href };
}

/** Where a sign-in goes on that was begun again, once the provider has forgotten the one before. */
export async function goOnSigningIn(deps: SignInDeps, id: string): Promise<string | undefined> {
  const row = await deps.table.get(key.signIn(id), v.union([session, begun]));
  if (!row || !('state' in row) || !row.again || row.expiresAtIso <= deps.clock.now()) return undefined;
  return authorisationUrl(deps, row);
}

async function rememberSignIn(deps: SignInDeps, to: string, again: boolean): Promise<{ id: string; pending: Begun }> {
  const id = newSecretId();
  const pending: Begun = {
    codeVerifier: client.randomPKCECodeVerifier(),
    state: client.randomState(),
    nonce: client.randomNonce(),
    returnTo: safeReturn(deps, to),
    again,
    expiresAtIso: shiftInstant(deps.clock.now(), minutes(signInMinutes)),
  };
  await deps.table.putNew({ ...key.signIn(id), ...pending, expiresAt: epochSeconds(pending.expiresAtIso) });
  return { id, pending };
}

async function authorisationUrl(deps: SignInDeps, { codeVerifier, state, nonce }: Begun): Promise<string> {
  const url = client.buildAuthorizationUrl(await discover(deps), {
    redirect_uri: `${deps.siteUrl}/admin/signed-in`,
    scope: 'openid email profile',
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  return url.href;
}

/**
 * Ends a sign-in: exchanges the code, checks state, nonce and PKCE, and writes the session's row. The remembered
 * answer works once. Nothing where the browser began no sign-in, or too long ago.
 */
export async function completeSignIn(
  deps: SignInDeps,
  id: string,
  query: string,
): Promise<{ signedIn: SignedIn; returnTo: string; again: boolean } | undefined> {
  const pending = await deps.table.get(key.signIn(id), v.union([session, begun]));
  if (!pending || !('state' in pending) || pending.expiresAtIso <= deps.clock.now()) return undefined;
  // Another's answer does not use this browser's sign-in up.
  if (new URLSearchParams(query).get('state') !== pending.state) return undefined;
  if (!(await deps.table.write({ kind: 'delete', key: key.signIn(id), where: { state: pending.state } })).ok)
    return undefined;
  const tokens = await exchangeCode(deps, pending, query);
  if (!tokens) return undefined;
  const who = readAs(claims, tokens.claims());
  const signedIn = await openSession(deps, who);
  return { signedIn, returnTo: pending.returnTo, again: pending.again };
}

/** Nothing where the provider refused: the person went back, or the code is used or too old. */
async function exchangeCode(deps: SignInDeps, pending: Begun, query: string) {
  // Behind a content delivery network the function sees another host: the address is the site's own.
  const answered = new URL(`${deps.siteUrl}/admin/signed-in?${query}`);
  try {
    return await client.authorizationCodeGrant(await discover(deps), answered, {
      pkceCodeVerifier: pending.codeVerifier,
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      idTokenExpected: true,
    });
  } catch (error) {
    if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError)
      return undefined;
    throw error;
  }
}

async function openSession(deps: SignInDeps, who: v.InferOutput<typeof claims>): Promise<SignedIn> {
  const sessionId = newSecretId();
  const expiresAtIso = shiftInstant(deps.clock.now(), minutes(sessionMinutes));
  const row = {
    subject: who.sub,
    name: who.name ?? who.email ?? who.sub,
    ...(who.email && { email: who.email }),
    groups: who['cognito:groups'],
    authenticatedAt: new Date(who.auth_time * 1000).toISOString(),
    expiresAtIso,
  };
  await deps.table.putNew({ ...key.signIn(sessionId), ...row, expiresAt: epochSeconds(expiresAtIso) });
  // The record says who did what long after the session is over.
  await deps.table.write({
    kind: 'put',
    item: { ...key.staff(row.subject), name: row.name },
    where: { anyOf: [{ pk: { is: 'absent' } }, { pk: { is: 'present' } }] },
  });
  return signedInBy(sessionId, row);
}

/** Who a cookie's opaque id belongs to, unless the session is over. */
export async function readSession(
  deps: Pick<SignInDeps, 'table' | 'clock'>,
  sessionId: string,
): Promise<SignedIn | undefined> {
  const row = await deps.table.get(key.signIn(sessionId), v.union([session, begun]));
  if (!row || !('subject' in row) || row.expiresAtIso <= deps.clock.now()) return undefined;
  return signedInBy(sessionId, row);
}

function signedInBy(
  sessionId: string,
  { subject, name, groups, email, authenticatedAt }: v.InferOutput<typeof session>,
) {
  const access = accessOf(groups, email);
  return { sessionId, subject, name, access, permissions: permissionsAnywhere(access), authenticatedAt };
}

/** Ends the session here and says where to end it at the provider. */
export async function signOut(deps: SignInDeps, sessionId: string): Promise<string> {
  await deps.table.write({ kind: 'delete', key: key.signIn(sessionId), where: { pk: { is: 'present' } } });
  return (await logoutUrl(deps)).href;
}

const discovered = new Map<string, Promise<client.Configuration>>();

function discover({ issuer, clientId }: SignInDeps): Promise<client.Configuration> {
  const name = `${issuer} ${clientId}`;
  const known = discovered.get(name);
  if (known) return known;
  const insecure = issuer.startsWith('http://');
  const found = client
    .discovery(
      new URL(issuer),
      clientId,
      undefined,
      client.None(),
      insecure ? { execute: [client.allowInsecureRequests] } : undefined,
    )
    .catch((error: unknown) => {
      discovered.delete(name);
      throw error;
    });
  discovered.set(name, found);
  return found;
}

/** Cognito's logout is beside its authorisation endpoint, and in no discovery document. */
async function logoutUrl(deps: SignInDeps): Promise<URL> {
  const { authorization_endpoint } = (await discover(deps)).serverMetadata();
  if (!authorization_endpoint) throw new TypeError('The identity provider names no authorisation endpoint');
  const url = new URL('/logout', authorization_endpoint);
  url.searchParams.set('client_id', deps.clientId);
  url.searchParams.set('logout_uri', `${deps.siteUrl}/admin/signed-out`);
  return url;
}

/** Only a page of the console: never another site. */
function safeReturn({ siteUrl }: SignInDeps, returnTo: string): string {
  if (!URL.canParse(returnTo, siteUrl)) return '/admin';
  const { origin, pathname, search } = new URL(returnTo, siteUrl);
  const isOurs = origin === new URL(siteUrl).origin && /^\/admin(\/[\w\-/]*)?$/.test(pathname);
  return isOurs ? `${pathname}${search}` : '/admin';
}

function epochSeconds(at: string): number {
  return Math.floor(Date.parse(at) / 1000);
}
