import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Log } from '../platform/logs.ts';

/** What CloudFront shows to the HTTP API with every request. */
export const originSecretHeader = 'x-origin-secret';

/** The texts that are taken now: the current one, and the one before it while a rotation is under way. */
export type OriginSecrets = () => Promise<readonly string[]>;

/**
 * Refuses whatever did not come through CloudFront, and so past the firewall: the HTTP API's own address is no secret.
 * The answer is bare, since nobody who is meant to see it gets here.
 */
export function guardOrigin(secrets: OriginSecrets, log: Log): MiddlewareHandler {
  return async (c, next) => {
    const shown = c.req.header(originSecretHeader) ?? '';
    const taken = await secrets();
    if (taken.some((secret) => same(secret, shown))) return next();
    log.info('not through the front', { method: c.req.method });
    return c.text('Forbidden', 403);
  };
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length > 0 && left.length === right.length && timingSafeEqual(left, right);
}
