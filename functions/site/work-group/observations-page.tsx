import type { Hono } from 'hono';
import { formatPeriod } from '../../domain/wording.ts';
import type { Observation } from '../../domain/work-group.ts';
import { pairById, visitsOf } from '../../domain/work-group-situation.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { DateInput } from '../../pages/components/date-input.tsx';
import { Details } from '../../pages/components/details.tsx';
import { Input } from '../../pages/components/input.tsx';
import { SummaryList } from '../../pages/components/summary-list.tsx';
import { Tag } from '../../pages/components/tag.tsx';
import { Textarea } from '../../pages/components/textarea.tsx';
import { newReference } from '../../platform/random.ts';
import type { FieldErrors } from '../../web/fields.ts';
import { idFrom } from '../../web/id-from.ts';
import type { WebEnv } from '../../web/web-deps.ts';
import { changeVisit, offerSlot, saveNotes, type VisitChange, withdrawSlot } from '../../work-groups/observe.ts';
import { homeOf } from '../me.tsx';
import type { SiteDeps } from '../site-deps.ts';
import { goTo, listErrors, type SiteContext, sitePage } from '../site-page.tsx';
import { zone } from '../zone.ts';
import { type MemberLink, namesMessage, withMember } from './open-group.ts';
import { lessonTime } from './visit-times.ts';

const longest = 1000;
const offerFields = ['id', 'day', 'month', 'year', 'time', 'lesson', 'focus'] as const;
type Typed = Partial<Record<string, string>>;

const doneWords: Readonly<Record<string, string>> = {
  offered: 'Your lesson is offered. We write to you when a school is to visit it.',
  changed: 'Both schools and their headteachers hear of it.',
  accepted: 'Thank you. It stands as agreed.',
  notes: 'Your notes are saved.',
  withdrawn: 'The lesson is taken back.',
};

/** Lessons that a pair offers, visits to and from it, and what it takes from them. */
export function observationRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  const at = '/me/:token/observations';
  app.get(at, (c) => withMember(deps, c, (opened) => show(deps, c, opened)));
  app.post(at, (c) => withMember(deps, c, (opened) => offer(deps, c, opened)));
  app.post(`${at}/slots/:slot`, (c) => withMember(deps, c, (opened) => takeBack(deps, c, opened)));
  app.post(`${at}/:visit`, (c) => withMember(deps, c, (opened) => change(deps, c, opened)));
  app.post(`${at}/:visit/notes`, (c) => withMember(deps, c, (opened) => write(deps, c, opened)));
}

function show(deps: SiteDeps, c: SiteContext, opened: MemberLink, typed: Typed = {}, errors: FieldErrors = {}) {
  const { situation, pair, view } = opened;
  const now = deps.clock.now();
  // What an e-mail asks for stands first: of two visits, the one that is written about already comes last.
  const visits = visitsOf(situation, pair.id).toSorted(
    (a, b) => Number(isSettled(a, pair.id, now)) - Number(isSettled(b, pair.id, now)),
  );
  const open = situation.view.slots.filter(
    ({ id, pairId, state }) =>
      pairId === pair.id &&
      state === 'offered' &&
      !visits.some((visit) => visit.slotId === id && visit.state !== 'cancelled'),
  );
  const at = `${homeOf(opened)}/observations`;
  return sitePage(deps, c, {
    title: 'Lesson observations',
    cohort: view.cohort,
    errors: listErrors(errors),
    done: doneWords[c.req.query('done') ?? ''],
    before: <BackLink href={homeOf(opened)} />,
    children: (
      <>
        <h1 class="govuk-heading-l">Lesson observations</h1>
        <p class="govuk-body">Every school hosts one lesson and visits another, where that can be arranged.</p>
        {visits.map((visit) => (
          <Visit {...{ visit, opened, at, typed, errors }} now={now} />
        ))}
        {open.length > 0 && <h2 class="govuk-heading-m">Lessons that you offer</h2>}
        {open.map(({ id, startsAt, endsAt, lesson }) => (
          <form method="post" action={`${at}/slots/${id}`} novalidate>
            <p class="govuk-body">
              {lesson}, {formatPeriod(startsAt, endsAt, zone)}. No school is matched with it yet.
            </p>
            <Button classes="govuk-button--secondary" preventDoubleClick>
              Take it back
            </Button>
          </form>
        ))}
        <OfferForm {...{ at, typed, errors }} />
      </>
    ),
  });
}

/** Whether nothing of a visit is left for a pair to do. */
function isSettled({ state, endsAt, notes }: Observation, pairId: string, now: string): boolean {
  return state === 'cancelled' || (endsAt <= now && notes[pairId] !== undefined);
}

interface VisitProps {
  readonly visit: Observation;
  readonly opened: MemberLink;
  readonly at: string;
  readonly typed: Typed;
  readonly errors: FieldErrors;
  readonly now: string;
}

function Visit(props: VisitProps) {
  const { visit, opened, now } = props;
  const isHost = visit.hostPairId === opened.pair.id;
  const other = pairById(opened.situation, isHost ? visit.visitorPairId : visit.hostPairId)?.schoolName ?? 'a school';
  return (
    <section aria-labelledby={`visit-${visit.id}`}>
      <h2 class="govuk-heading-m" id={`visit-${visit.id}`}>
        {isHost ? `${other} visits your lesson` : `You visit ${other}`} <VisitTag visit={visit} now={now} />
      </h2>
      <SummaryList
        rows={[
          { key: 'When', value: formatPeriod(visit.startsAt, visit.endsAt, zone) },
          { key: 'Lesson', value: visit.lesson },
          { key: 'Look at', value: visit.focus },
        ]}
      />
      {visit.state !== 'cancelled' && (visit.startsAt > now ? <Before {...props} /> : <Notes {...props} />)}
    </section>
  );
}

function VisitTag({ visit, now }: Pick<VisitProps, 'visit' | 'now'>) {
  if (visit.state === 'cancelled') return <Tag colour="red">Cancelled</Tag>;
  if (visit.endsAt <= now) return <Tag colour="grey">Over</Tag>;
  return visit.state === 'accepted' ? <Tag colour="green">Agreed</Tag> : <Tag colour="yellow">To be agreed</Tag>;
}

function Before({ visit, at, typed, errors }: VisitProps) {
  const here = typed.visit === visit.id;
  return (
    <>
      {visit.state === 'matched' && (
        <form method="post" action={`${at}/${visit.id}`} novalidate>
          <input type="hidden" name="does" value="accept" />
          <Button preventDoubleClick>It suits us</Button>
        </form>
      )}
      <Details summary="Move or cancel it" open={here}>
        <form method="post" action={`${at}/${visit.id}`} novalidate>
          <input type="hidden" name="does" value="move" />
          <Time
            prefix={`move-${visit.id}-`}
            typed={here ? typed : {}}
            error={here ? errors[`move-${visit.id}-day`] : undefined}
          />
          <Input
            name="reason"
            id={`why-move-${visit.id}`}
            label="Why? Both schools read it"
            value={here ? typed.reason : ''}
          />
          <Button classes="govuk-button--secondary" preventDoubleClick>
            Move it
          </Button>
        </form>
        <form method="post" action={`${at}/${visit.id}`} novalidate>
          <input type="hidden" name="does" value="cancel" />
          <Input
            name="reason"
            id={`why-cancel-${visit.id}`}
            label="Why is it cancelled? Both schools read it"
            error={here ? errors[`why-cancel-${visit.id}`] : undefined}
          />
          <Button classes="govuk-button--warning" preventDoubleClick>
            Cancel the visit
          </Button>
        </form>
      </Details>
    </>
  );
}

function Notes({ visit, opened, at, typed, errors }: VisitProps) {
  const here = typed.visit === visit.id;
  return (
    <form method="post" action={`${at}/${visit.id}/notes`} novalidate>
      <Textarea
        name="notes"
        id={`notes-${visit.id}`}
        label="What do you take from it?"
        hint="A few lines for your department. Name no pupil: “a pupil said …” is enough."
        rows={4}
        value={here ? typed.notes : visit.notes[opened.pair.id]?.text}
        error={here ? errors[`notes-${visit.id}`] : undefined}
      />
      <Button preventDoubleClick>Save the notes</Button>
    </form>
  );
}

function OfferForm({ at, typed, errors }: Pick<VisitProps, 'at' | 'typed' | 'errors'>) {
  const given = typed.visit === undefined ? typed : {};
  return (
    <form method="post" action={at} novalidate>
      <h2 class="govuk-heading-m">Offer a lesson</h2>
      <input type="hidden" name="id" value={given.id ?? newReference()} />
      <Time prefix="" typed={given} error={errors.day} />
      <Input
        name="lesson"
        label="Which lesson?"
        hint="For example, Year 8, fractions"
        value={given.lesson}
        error={errors.lesson}
      />
      <Input
        name="focus"
        label="What should visitors look at?"
        hint="For example, how pupils explain why a method works"
        value={given.focus}
        error={errors.focus}
      />
      <Button preventDoubleClick>Offer the lesson</Button>
    </form>
  );
}

function Time({ prefix, typed, error }: { prefix: string; typed: Typed; error: string | undefined }) {
  return (
    <>
      <DateInput
        id={`${prefix}day`}
        legend="On which day?"
        legendSize="s"
        hint="For example, 25 11 2026"
        values={{ day: typed.day, month: typed.month, year: typed.year }}
        error={error}
      />
      <Input
        name="time"
        id={`${prefix}time`}
        label="When does it begin?"
        hint="For example, 9:30"
        classes="govuk-input--width-5"
        value={typed.time}
      />
    </>
  );
}

const noTime = 'Enter a day and a time that lie ahead, like 25 11 2026 and 9:30';

async function offer(deps: SiteDeps, c: SiteContext, opened: MemberLink): Promise<Response> {
  const typed = c.var.form.texts(offerFields);
  const time = lessonTime(typed);
  const [lesson, focus] = [typed.lesson.trim().slice(0, longest), typed.focus.trim().slice(0, longest)];
  const errors = {
    ...(!time && { day: noTime }),
    ...(lesson === '' && { lesson: 'Enter which lesson it is' }),
    ...(focus === '' && { focus: 'Enter what visitors should look at' }),
  };
  if (!time || Object.keys(errors).length > 0) return show(deps, c, opened, typed, errors);
  const id = idFrom(typed.id);
  const offered = await offerSlot(deps, opened.groupId, opened.view.participant.id, { id, ...time, lesson, focus });
  switch (offered.outcome) {
    case 'offered':
      return goTo(c, `${homeOf(opened)}/observations?done=offered`);
    case 'names':
      return show(deps, c, opened, typed, { lesson: namesMessage(offered.names) });
    case 'past':
      return show(deps, c, opened, typed, { day: noTime });
    case 'not-taking-part':
      return show(deps, c, opened, typed, { day: 'You are not taking part at the moment' });
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
  if ('wrong' in asked) return show(deps, c, opened, typed, asked.wrong);
  const outcome = await changeVisit(deps, opened.groupId, { participantId: opened.view.participant.id }, visit, asked);
  if (outcome === 'past') return show(deps, c, opened, typed, { [`move-${visit}-day`]: noTime });
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
    return show(deps, c, opened, { visit, notes }, { [field]: `Enter your notes, in ${longest} characters or fewer` });
  const saved = await saveNotes(deps, opened.groupId, opened.view.participant.id, visit, notes);
  if (saved.outcome === 'names') return show(deps, c, opened, { visit, notes }, { [field]: namesMessage(saved.names) });
  return goTo(c, `${homeOf(opened)}/observations?done=notes`);
}
