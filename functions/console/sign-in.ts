import * as client from 'openid-client';
import * as z from 'zod';
import { type ConsoleGroup, consoleGroups } from '../domain/console-roles.ts';
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

/** Who is signed in: the provider's id for them, what to call them, and the groups that say what they may do. */
export interface SignedIn {
  readonly sessionId: string;
  readonly subject: string;
  readonly name: string;
  readonly groups: readonly ConsoleGroup[];
}

const begun = z.object({
  codeVerifier: z.string(),
  state: z.string(),
  nonce: z.string(),
  returnTo: z.string(),
  expiresAtIso: z.string(),
});
const session = z.object({
  subject: z.string(),
  name: z.string(),
  groups: z.array(z.enum(consoleGroups)),
  expiresAtIso: z.string(),
});
const claims = z.object({
  sub: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  'cognito:groups': z.array(z.string()).default([]),
});

const signInMinutes = 10;
/** A working day; the row is the session, so signing out or deleting the row ends it at once. */
const sessionMinutes = 8 * 60;

/** Begins a sign-in: remembers what the answer must match under an opaque id (a cookie's), and says where to go. */
export async function beginSignIn(deps: SignInDeps, returnTo: string): Promise<{ id: string; redirectTo: string }> {
  const provider = await discover(deps);
  const codeVerifier = client.randomPKCECodeVerifier();
  const [state, nonce, id] = [client.randomState(), client.randomNonce(), newSecretId()];
  const expiresAtIso = shiftInstant(deps.clock.now(), minutes(signInMinutes));
  await deps.table.putNew({
    ...key.signIn(id),
    ...begun.parse({ codeVerifier, state, nonce, returnTo: safeReturn(returnTo), expiresAtIso }),
    expiresAt: epochSeconds(expiresAtIso),
  });
  const redirectTo = client.buildAuthorizationUrl(provider, {
    redirect_uri: `${deps.siteUrl}/admin/signed-in`,
    scope: 'openid email profile',
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  return { id, redirectTo: redirectTo.href };
}

/**
 * Ends a sign-in: exchanges the code, checks state, nonce and PKCE, and writes the session's row. The remembered
 * answer works once. Nothing where the browser began no sign-in, or too long ago.
 */
export async function completeSignIn(
  deps: SignInDeps,
  id: string,
  query: string,
): Promise<{ signedIn: SignedIn; returnTo: string } | undefined> {
  const pending = await deps.table.get(key.signIn(id), session.or(begun));
  if (!pending || !('state' in pending) || pending.expiresAtIso <= deps.clock.now()) return undefined;
  // Another's answer does not use this browser's sign-in up.
  if (new URLSearchParams(query).get('state') !== pending.state) return undefined;
  if (!(await deps.table.write({ kind: 'delete', key: key.signIn(id), where: { state: pending.state } })).ok)
    return undefined;
  const tokens = await exchangeCode(deps, pending, query);
  if (!tokens) return undefined;
  const who = claims.parse(tokens.claims());
  const signedIn = await openSession(deps, who);
  return { signedIn, returnTo: pending.returnTo };
}

/** Nothing where the provider refused: the person went back, or the code is used or too old. */
async function exchangeCode(deps: SignInDeps, pending: z.infer<typeof begun>, query: string) {
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

async function openSession(deps: SignInDeps, who: z.infer<typeof claims>): Promise<SignedIn> {
  const sessionId = newSecretId();
  const groups = consoleGroups.filter((group) => who['cognito:groups'].includes(group));
  const expiresAtIso = shiftInstant(deps.clock.now(), minutes(sessionMinutes));
  const row = { subject: who.sub, name: who.name ?? who.email ?? who.sub, groups, expiresAtIso };
  await deps.table.putNew({ ...key.signIn(sessionId), ...row, expiresAt: epochSeconds(expiresAtIso) });
  // The record says who did what long after the session is over.
  await deps.table.write({
    kind: 'put',
    item: { ...key.staff(row.subject), name: row.name },
    where: { anyOf: [{ pk: { is: 'absent' } }, { pk: { is: 'present' } }] },
  });
  return { sessionId, subject: row.subject, name: row.name, groups };
}

/** Who a cookie's opaque id belongs to, unless the session is over. */
export async function readSession(
  deps: Pick<SignInDeps, 'table' | 'clock'>,
  sessionId: string,
): Promise<SignedIn | undefined> {
  const row = await deps.table.get(key.signIn(sessionId), session.or(begun));
  if (!row || !('subject' in row) || row.expiresAtIso <= deps.clock.now()) return undefined;
  return { sessionId, subject: row.subject, name: row.name, groups: row.groups };
}

/** Ends the session here and says where to end it at the provider. */
export async function signOut(deps: SignInDeps, sessionId: string): Promise<string> {
  await deps.table.write({ kind: 'delete', key: key.signIn(sessionId), where: { pk: { is: 'present' } } });
  const url = new URL(`${await logoutEndpoint(deps)}`);
  url.searchParams.set('client_id', deps.clientId);
  url.searchParams.set('logout_uri', `${deps.siteUrl}/admin/signed-out`);
  return url.href;
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
async function logoutEndpoint(deps: SignInDeps): Promise<string> {
  const { authorization_endpoint } = (await discover(deps)).serverMetadata();
  if (!authorization_endpoint) throw new TypeError('The identity provider names no authorisation endpoint');
  return new URL('/logout', authorization_endpoint).href;
}

/** Only a path of the console: never another site. */
function safeReturn(returnTo: string): string {
  return /^\/admin(\/[\w\-/]*)?$/.test(returnTo) ? returnTo : '/admin';
}

function epochSeconds(at: string): number {
  return Math.floor(Date.parse(at) / 1000);
}
