import type { Context } from 'hono';
import type { Cohort } from '../domain/cohort.ts';
import { type Problem, renderProblem } from '../pages/problem-page.tsx';
import { siteFrame } from './site-frame.ts';
import type { WebDeps } from './web-deps.ts';

/** Answers with the page for a problem and its status. */
export async function problemPage(
  deps: Pick<WebDeps, 'assets'>,
  c: Pick<Context, 'html'>,
  problem: Problem,
  cohort?: Pick<Cohort, 'hub' | 'sample'>,
): Promise<Response> {
  const { status, html } = await renderProblem(siteFrame(deps, cohort), problem);
  return c.html(html, status);
}
