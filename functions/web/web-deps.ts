import type { Content } from '../pages/components/markup.ts';
import type { Log } from '../platform/logs.ts';
import type { Assets } from './assets.ts';
import type { OriginSecrets } from './guard-origin.ts';
import type { PostedForm } from './posted-form.ts';

/** What the site and the console share. */
export interface WebDeps {
  readonly log: Log;
  /** The site's own address, without a trailing slash. */
  readonly siteUrl: string;
  readonly assets: Assets;
  /** What CloudFront shows; where it is left out nothing stands in front. */
  readonly originSecrets?: OriginSecrets;
}

/**
 * What a request carries through the app: the posted form, once it was checked (only POST routes may read it), and who
 * is signed in, for the page's head.
 */
export interface WebEnv {
  Variables: { form: PostedForm; account?: Content };
}
