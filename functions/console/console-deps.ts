import type { Context } from 'hono';
import type { Permission } from '../domain/console-roles.ts';
import type { BeginLegDeps } from '../driving/begin-leg.ts';
import type { GivenUpDeps } from '../given-up/answer-given-up.ts';
import type { ExecutionHistories } from '../platform/execution-history.ts';
import type { WebDeps, WebEnv } from '../web/web-deps.ts';
import type { SignedIn, SignInDeps } from './sign-in.ts';

/** All that the console's pages and their use cases are handed. */
export interface ConsoleDeps extends WebDeps, SignInDeps, BeginLegDeps, GivenUpDeps {
  readonly histories: ExecutionHistories;
}

/** What a request of the console carries: the posted form, who is signed in, and what its route asks of them. */
export interface ConsoleEnv {
  Variables: WebEnv['Variables'] & { signedIn: SignedIn; may: Permission };
}

export type ConsoleContext = Context<ConsoleEnv>;
