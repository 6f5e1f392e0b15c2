import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

/** An opaque id that one browser keeps: whose it is stands in the table, and ends there. */
export interface KeptId {
  read(c: Context): string | undefined;
  /** Until the browser is closed, where no seconds are given. */
  keep(c: Context, id: string, seconds?: number): void;
  drop(c: Context): void;
}

/** `__Host-` cookies need HTTPS; on one machine, without it, the name is another. */
export function keptId(name: string, siteUrl: string): KeptId {
  const secure = siteUrl.startsWith('https:');
  const cookie = secure ? `__Host-${name}` : name;
  return {
    read: (c) => getCookie(c, cookie),
    keep: (c, id, seconds) =>
      setCookie(c, cookie, id, {
        path: '/',
        httpOnly: true,
        sameSite: 'Lax',
        secure,
        ...(seconds !== undefined && { maxAge: seconds }),
      }),
    drop: (c) => void deleteCookie(c, cookie, { path: '/', secure }),
  };
}
