import type { ServerResponse } from 'node:http';

/** How a cookie is taken back: a time long past, by any clock. */
const takenBack = /expires=thu, 01 jan 1970|max-age=0/i;

/**
 * Lets the provider's cookies live as long as the browser does. Their times would be the cloud's, and a browser keeps
 * cookies by the machine's: a sign-in of March 2026 would be over before it began. How long a sign-in lives is in the
 * provider's store, which goes by the cloud's clock.
 */
export function keepCookiesByBrowser(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    setHeader(
      name,
      name.toLowerCase() === 'set-cookie' ? [value].flat().map((cookie) => withoutTime(String(cookie))) : value,
    );
}

function withoutTime(cookie: string): string {
  return takenBack.test(cookie) ? cookie : cookie.replace(/;\s*(expires|max-age)=[^;]*/gi, '');
}
