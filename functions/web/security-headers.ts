import type { MiddlewareHandler } from 'hono';
import type { WebDeps, WebEnv } from './web-deps.ts';

/**
 * Headers for every answer. Nothing inline runs, nothing is framed, no other site learns the addresses (they hold
 * secrets), and pages stay out of caches. `data:` images are in govuk-frontend's style sheet.
 *
 * @param formTargets origins that a form's answer may redirect to, beside the site's own
 */
export function securityHeaders(
  { siteUrl }: Pick<WebDeps, 'siteUrl'>,
  formTargets: readonly string[] = [],
): MiddlewareHandler<WebEnv> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    ["form-action 'self'", ...formTargets].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  const secure = siteUrl.startsWith('https:');
  return async (c, next) => {
    await next();
    c.header('Content-Security-Policy', policy);
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('X-Frame-Options', 'DENY');
    c.header('Referrer-Policy', 'same-origin');
    c.header('Cross-Origin-Opener-Policy', 'same-origin');
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    c.header('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
    if (secure) c.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  };
}
