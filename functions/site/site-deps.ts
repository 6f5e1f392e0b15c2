import type { BeginLegDeps } from '../driving/begin-leg.ts';
import type { LinkKeys } from '../platform/links.ts';
import type { PromptQueue } from '../platform/prompt-queue.ts';
import type { WebDeps } from '../web/web-deps.ts';

/** All that the site's pages and their use cases are handed. */
export interface SiteDeps extends WebDeps, BeginLegDeps {
  readonly linkKeys: () => Promise<LinkKeys>;
  /** For e-mails that somebody asks for on a page. */
  readonly queue: PromptQueue;
}
