import type { Hono } from 'hono';
import type { FieldErrors } from '../../web/fields.ts';
import { idFrom } from '../../web/id-from.ts';
import type { WebEnv } from '../../web/web-deps.ts';
import { changeVisit, offerSlot, saveNotes, type VisitChange, withdrawSlot } from '../../work-groups/observe.ts';
import { homeOf } from '../me.tsx';
import type { SiteDeps } from '../site-deps.ts';
import { goTo, type SiteContext } from '../site-page.tsx';
import { observationsPage } from './observations-page.tsx';
import { type MemberLink, namesMessage, withMember } from './open-group.ts';
import { lessonTime } from './visit-times.ts';

const longest = 1000;
const offerFields = ['id', 'day', 'month', 'year', 'time', 'lesson', 'focus'] as const;
const noTime = 'Enter a day and a time that lie ahead, like 25 11 2026 and 9:30';

/** Lessons that a pair offers, visits to and from it, and what it takes from them. */
export function observationRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  const at = '/me/:token/observations';
  app.get(at, (c) => withMember(deps, c, (opened) => observationsPage(deps, c, opened)));
  app.post(at, (c) => withMember(deps, c, (opened) => offer(deps, c, opened)));
  app.post(`${at}/slots/:slot`, (c) => withMember(deps, c, (opened) => takeBack(deps, c, opened)));
  app.post(`${at}/:visit`, (c) => withMember(deps, c, (opened) => change(deps, c, opened)));
  app.post(`${at}/:visit/notes`, (c) => withMember(deps, c, (opened) => write(deps, c, opened)));
}

async function offer(deps: SiteDeps, c: SiteContext, opened: MemberLink): Promise<Response> {
  const typed = c.var.form.texts(offerFields);
  const time = lessonTime(typed);
  const [lesson, focus] = [typed.lesson.trim().slice(0, longest), typed.focus.trim().slice(0, longest)];
  const errors = {
    ...(!time && { day: noTime }),
    ...(lesson === '' && { lesson: 'Enter which lesson it is' }),
    ...(focus === '' && { focus: 'Enter what visitors should look at' }),
  };
  if (!time || Object.keys(errors).length > 0) return observationsPage(deps, c, opened, typed, errors);
  const id = idFrom(typed.id);
  const offered = await offerSlot(deps, opened.groupId, opened.view.participant.id, { id, ...time, lesson, focus });
  switch (offered.outcome) {
    case 'offered':
      return goTo(c, `${homeOf(opened)}/observations?done=offered`);
    case 'names':
      return observationsPage(deps, c, opened, typed, { lesson: namesMessage(offered.names) });
    case 'past':
      return observationsPage(deps, c, opened, typed, { day: noTime });
    case 'not-taking-part':
      return observationsPage(deps, c, opened, typed, { day: 'You are not taking part at the moment' });
  }
}

async function takeBack(deps: SiteDeps, c: SiteContext, opened: MemberLink): Promise<Response> {
  await withdrawSlot(deps, opened.groupId, opened.view.participant.id, c.req.param('slot') ?? '');
  return goTo(c, `${homeOf(opened)}/observations?done=withdrawn`);
}

async function change(deps: SiteDeps, c: SiteContext, opened: MemberLink): Promise<Response> {
  const visit = c.req.param('visit') ?? '';
  const typed = { ...c.var.form.texts(['does', 'day', 'month', 'year', 'time', 'reason']), visit };
  const asked = changeOf(typed);
  if ('wrong' in asked) return observationsPage(deps, c, opened, typed, asked.wrong);
  const outcome = await changeVisit(deps, opened.groupId, { participantId: opened.view.participant.id }, visit, asked);
  if (outcome === 'past') return observationsPage(deps, c, opened, typed, { [`move-${visit}-day`]: noTime });
  return goTo(c, `${homeOf(opened)}/observations?done=${asked.do === 'accept' ? 'accepted' : 'changed'}`);
}

function changeOf(
  typed: Record<'does' | 'day' | 'month' | 'year' | 'time' | 'reason' | 'visit', string>,
): VisitChange | { readonly wrong: FieldErrors } {
  const reason = typed.reason.trim().slice(0, longest);
  if (typed.does === 'accept') return { do: 'accept' };
  if (typed.does === 'cancel')
    return reason === '' ? { wrong: { [`why-cancel-${typed.visit}`]: 'Enter why' } } : { do: 'cancel', reason };
  const time = lessonTime(typed);
  return time ? { do: 'move', ...time, reason } : { wrong: { [`move-${typed.visit}-day`]: noTime } };
}

async function write(deps: SiteDeps, c: SiteContext, opened: MemberLink): Promise<Response> {
  const visit = c.req.param('visit') ?? '';
  const notes = c.var.form.text('notes').trim();
  const field = `notes-${visit}`;
  if (notes === '' || notes.length > longest)
    return observationsPage(
      deps,
      c,
      opened,
      { visit, notes },
      { [field]: `Enter your notes, in ${longest} characters or fewer` },
    );
  const saved = await saveNotes(deps, opened.groupId, opened.view.participant.id, visit, notes);
  if (saved.outcome === 'names')
    return observationsPage(deps, c, opened, { visit, notes }, { [field]: namesMessage(saved.names) });
  return goTo(c, `${homeOf(opened)}/observations?done=notes`);
}
