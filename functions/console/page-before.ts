import type { ConsoleContext, ConsoleDeps } from './console-deps.ts';

/** The page of ours that a request came from, to return to after a sign-in; Today where the browser does not say. */
export function pageBefore({ siteUrl }: Pick<ConsoleDeps, 'siteUrl'>, c: ConsoleContext): string {
  const referer = c.req.header('referer') ?? '';
  if (!URL.canParse(referer) || new URL(referer).origin !== new URL(siteUrl).origin) return '/admin';
  const { pathname, searchParams } = new URL(referer);
  searchParams.delete('done');
  return withQuery(pathname, searchParams);
}

export function withQuery(path: string, query: URLSearchParams): string {
  return query.size > 0 ? `${path}?${query}` : path;
}
