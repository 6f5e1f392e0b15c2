import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Cohort } from '../domain/cohort.ts';
import { type PageProps, renderPage } from '../pages/shell.tsx';
import { siteFrame } from '../web/site-frame.ts';
import type { WebEnv } from '../web/web-deps.ts';
import type { SiteDeps } from './site-deps.ts';

export type SiteContext = Context<WebEnv>;

/** A page of the site; with the hub's name and address where it is about a cohort. */
export async function sitePage(
  deps: SiteDeps,
  c: SiteContext,
  page: Omit<PageProps, 'site'> & { readonly cohort?: Pick<Cohort, 'hub' | 'sample'> | undefined },
  status?: ContentfulStatusCode,
): Promise<Response> {
  const { cohort, ...props } = page;
  const html = await renderPage({ site: siteFrame(deps, cohort), account: c.get('account'), ...props });
  return c.html(html, status ?? (props.errors && props.errors.length > 0 ? 422 : 200));
}

/** After a POST: the next page is fetched by GET, so that going back or reloading sends nothing again. */
export function goTo(c: SiteContext, address: string): Response {
  return c.redirect(address, 303);
}
