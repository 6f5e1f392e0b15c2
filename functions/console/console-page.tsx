import type { Context } from 'hono';
import { Account } from '../pages/components/account.tsx';
import type { FieldError } from '../pages/components/field-errors.tsx';
import { type PageProps, renderPage } from '../pages/shell.tsx';
import { siteFrame } from '../web/site-frame.ts';
import type { ConsoleContext, ConsoleDeps } from './console-deps.ts';

const areas = [
  { content: 'Today', href: '/admin' },
  { content: 'Nominations', href: '/admin/nominations' },
  { content: 'Participants', href: '/admin/participants' },
  { content: 'Sessions', href: '/admin/sessions' },
  { content: 'Work Groups', href: '/admin/work-groups' },
  { content: 'Cohorts', href: '/admin/cohorts' },
  { content: 'Record', href: '/admin/record' },
] as const;

/** What was just done, by the word in the address after a POST: the page says it once. */
const doneWords: Readonly<Record<string, string>> = {
  guest: 'They are on the register.',
  'guest-off': 'They are off the register.',
  seats: 'How many the room holds is noted.',
  confirmed: 'Thank you: for ten minutes you can export and erase. What you asked for has not been done yet.',
  accepted: 'The nomination is accepted. The nominee becomes a participant within a minute.',
  declined: 'The nomination is declined.',
  waitlisted: 'The nomination is on the waiting list.',
  withdrawn:
    'The participant is withdrawn. They can undo it for five working days, and you for thirty days, under Change.',
  reinstated: 'The withdrawal is taken back. They go on where they were.',
  paused: 'The participant is paused. You can bring them back at any time, under Change.',
  resumed: 'The participant is back.',
  replacing: 'The colleague is asked. The place goes on with them when they agree.',
  corrected: 'The details are put right.',
  merged: 'The records are merged.',
  'school-asked': 'The new school is asked. You can call the change off until it has happened, under Change.',
  'school-recorded': 'The change of school is recorded. You can call it off until its day, under Change.',
  'school-off': 'The change of school is called off.',
  'taken-back': 'The nomination is taken back.',
  asked: 'The school is asked by email. The nomination comes back to you with its answer.',
  promised: 'The promise is recorded, with your evidence.',
  checked: 'What you found is recorded.',
  moved: 'The waiting list has its new order.',
  capacity: 'The number of places is saved.',
  carry: 'Each school on the list is asked by email whether its nomination goes on to the next cohort.',
  decided: 'Your decision is recorded.',
  released: 'The journey tries again.',
  version: 'The cohort goes by that version. Every journey plans by it now.',
  credit: 'It is recorded.',
  window: 'It is set. Schools see it at once.',
  created: 'The cohort is created. Rehearse it before nominations open.',
  skipped: 'What was in the way is skipped. The journey goes on.',
  'held-released': 'The ticked emails are sent within a quarter of an hour.',
  'held-dropped': 'The ticked emails are not sent.',
  'letters-sent': 'What you ticked was sent again. What could not be sent is still here.',
  'letters-removed': 'What you ticked is removed, and not sent again.',
  noted: 'The note is kept.',
  register: 'The register is saved.',
  'handed-over': 'The groups are handed over. The new lead is told by email.',
  'request-answered': 'It is recorded. Whoever it concerns hears of it by email.',
  'thrown-away': 'The file is thrown away. Nothing of it was taken in.',
  erased: 'It is erased. The record says so, and the figures of its cohort count one more.',
  'inset-day': 'The school’s days are saved. Its emails count by them from now on.',
  session: 'The session is changed. Everybody whom it touches hears of it as the preview said.',
};

type ConsolePage = Omit<PageProps, 'site' | 'navigation' | 'account'>;

/** A page of the console for whoever is signed in. */
export async function consolePage(deps: ConsoleDeps, c: ConsoleContext, page: ConsolePage): Promise<Response> {
  const path = c.req.path;
  const isBelow = (href: string) => href !== '/admin' && path.startsWith(`${href}/`);
  const done = doneWords[c.req.query('done') ?? ''];
  const html = await renderPage({
    site: { ...siteFrame(deps), runBy: 'your Maths Hub' },
    width: 'wide',
    navigation: {
      label: 'Console',
      items: areas.map(({ content, href }) => ({ content, href, current: path === href, active: isBelow(href) })),
    },
    account: <Account name={c.get('signedIn').name} action="/admin/sign-out" />,
    ...(done && { done }),
    ...page,
  });
  return c.html(html, (page.errors ?? []).length > 0 ? 422 : 200);
}

/** A page of the console for somebody who is not signed in. */
export async function outsidePage(
  deps: ConsoleDeps,
  c: Pick<Context, 'html'>,
  { status, ...page }: ConsolePage & { readonly status?: 200 | 400 },
): Promise<Response> {
  return c.html(await renderPage({ site: siteFrame(deps), width: 'reading', ...page }), status ?? 200);
}

/** After a POST: the next page by GET, which says what was done. */
export function doneAt(c: ConsoleContext, address: string, done: string): Response {
  return c.redirect(`${address}?done=${done}`, 303);
}

export function oneError(field: string, message: string): FieldError[] {
  return [{ field, message }];
}
