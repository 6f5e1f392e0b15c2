import { savePage } from '../nominations/nomination-draft.ts';
import { nextPage, type OpenForm } from './nominate-form.ts';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext } from './site-page.tsx';

/** Keeps the school of a nomination; where it can’t take part, the form goes on with why. */
export async function saveSchool(
  deps: SiteDeps,
  c: SiteContext,
  { id, address, draft }: OpenForm,
  found: Record<string, string>,
): Promise<Response> {
  const saved = await savePage(deps, id, 'found', found);
  if (!saved) return goTo(c, `${address}/sent`);
  return goTo(c, `${address}/${found.reasons ? 'eligibility' : nextPage({ kind: draft.kind, answers: saved })}`);
}
