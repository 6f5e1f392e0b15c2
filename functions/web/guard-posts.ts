import type { Context, MiddlewareHandler } from 'hono';
import type { Problem } from '../pages/problem-page.tsx';
import { type PostedForm, readPostedForm } from './posted-form.ts';
import { problemPage } from './problem-page.ts';
import type { WebDeps, WebEnv } from './web-deps.ts';

/** No form of ours comes near it, but those that a file is handed in by. */
const mostKibibytes = 64;

/** Pages that take a file, and how much of one: API Gateway takes 10 MB, and Lambda 6 MB, of which base64 is a quarter. */
export interface Uploads {
  readonly path: RegExp;
  readonly mostKibibytes: number;
}

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * Looks at every POST before anything else does: it comes from our own pages, is a form, and is not too large. Then
 * the form is read, for the routes behind.
 */
export function guardPosts(deps: WebDeps, uploads?: Uploads): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    if (c.req.method !== 'POST') return next();
    const contentType = c.req.header('content-type') ?? '';
    if (!formTypes.includes((contentType.split(';')[0] ?? '').trim().toLowerCase()))
      return refuse(deps, c, { kind: 'wrong-content-type' });
    const isUpload = uploads?.path.test(c.req.path) === true;
    const limitKibibytes = isUpload ? uploads.mostKibibytes : mostKibibytes;
    const tooLarge = { kind: 'too-large', limitKibibytes, isUpload } as const;
    if (Number(c.req.header('content-length') ?? 0) > limitKibibytes * 1024) return refuse(deps, c, tooLarge);
    const body = await c.req.arrayBuffer();
    if (body.byteLength > limitKibibytes * 1024) return refuse(deps, c, tooLarge);
    const form = await unlessMalformed(() => readPostedForm(body, contentType));
    if (!form) return refuse(deps, c, { kind: 'wrong-content-type' });
    if (!isOneClick(c, form) && !isOwnOrigin(deps, c)) return refuse(deps, c, { kind: 'other-origin' });
    c.set('form', form);
    return next();
  };
}

/**
 * Whether a browser sent it from one of our own pages: by its word (`Sec-Fetch-Site`), else by `Origin`, else by
 * `Referer`. Something that says none of them is no browser with our page in it.
 */
function isOwnOrigin({ siteUrl }: WebDeps, c: Context<WebEnv>): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site) return site === 'same-origin';
  const from = c.req.header('origin') ?? c.req.header('referer');
  return from !== undefined && URL.canParse(from) && new URL(from).origin === new URL(siteUrl).origin;
}

/** RFC 8058: a mail provider unsubscribes somebody from outside. It stops nudges and can do nothing else. */
function isOneClick(c: Context<WebEnv>, form: PostedForm): boolean {
  return /^\/preferences\/[^/]+$/.test(c.req.path) && form.text('List-Unsubscribe') === 'One-Click';
}

async function unlessMalformed(read: () => Promise<PostedForm>): Promise<PostedForm | undefined> {
  try {
    return await read();
  } catch (error) {
    // What the platform's parser throws at a body that is not what its header says.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function refuse(deps: WebDeps, c: Context<WebEnv>, problem: Problem): Promise<Response> {
  deps.log.info('post refused', { why: problem.kind });
  return problemPage(deps, c, problem);
}
