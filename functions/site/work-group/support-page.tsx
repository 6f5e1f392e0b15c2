import type { Hono } from 'hono';
import * as v from 'valibot';
import { formatDateOf } from '../../domain/wording.ts';
import type { SupportRequest } from '../../domain/work-group.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { listErrors } from '../../pages/components/field-errors.tsx';
import { Radios } from '../../pages/components/radios.tsx';
import { SummaryList } from '../../pages/components/summary-list.tsx';
import { Textarea } from '../../pages/components/textarea.tsx';
import { newReference } from '../../platform/random.ts';
import { checkForm, choice, type FieldErrors, passage } from '../../web/fields.ts';
import { idFrom } from '../../web/id-from.ts';
import type { WebEnv } from '../../web/web-deps.ts';
import { askForSupport, moveSupport } from '../../work-groups/support.ts';
import { homeOf } from '../me.tsx';
import type { SiteDeps } from '../site-deps.ts';
import { goTo, type SiteContext, sitePage } from '../site-page.tsx';
import { zone } from '../zone.ts';
import { type MemberLink, withMember } from './open-group.ts';
import { supportStateWords } from './support-words.ts';

const fields = ['id', 'for', 'wish'] as const;
type Typed = Record<(typeof fields)[number], string>;
const form = v.object({
  for: choice(['pair', 'school', 'trust'], 'Select who it is for'),
  wish: passage('what you need', 1000),
});

const doneWords: Readonly<Record<string, string>> = {
  asked: 'Your request lies with the lead of the group. We tell you when somebody takes it on.',
  rated: 'Thank you for saying so.',
};

/** Support of one's own: ask for it, see where it is, say how helpful it was. */
export function supportRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/me/:token/support', (c) => withMember(deps, c, (opened) => show(deps, c, opened)));
  app.post('/me/:token/support', (c) => withMember(deps, c, (opened) => ask(deps, c, opened)));
  app.post('/me/:token/support/:request', (c) => withMember(deps, c, (opened) => rate(deps, c, opened)));
}

function show(deps: SiteDeps, c: SiteContext, opened: MemberLink, typed?: Typed, errors: FieldErrors = {}) {
  const { situation, pair, view } = opened;
  const requests = situation.view.supportRequests
    .filter(({ pairId }) => pairId === pair.id)
    .toSorted((a, b) => b.at.localeCompare(a.at));
  const at = `${homeOf(opened)}/support`;
  return sitePage(deps, c, {
    title: 'Support for your department',
    cohort: view.cohort,
    errors: listErrors(errors),
    done: doneWords[c.req.query('done') ?? ''],
    before: <BackLink href={homeOf(opened)} />,
    children: (
      <>
        <h1 class="govuk-heading-l">Support for your department</h1>
        {requests.length > 0 && <h2 class="govuk-heading-m">What your school asked for</h2>}
        {requests.map((request) => (
          <Request {...{ request, at, errors }} mine={request.askedBy === view.participant.id} />
        ))}
        <form method="post" action={at} novalidate>
          <h2 class="govuk-heading-m">Ask for support</h2>
          <input type="hidden" name="id" value={typed?.id ?? newReference()} />
          <Radios
            name="for"
            legend="Who is it for?"
            legendSize="s"
            items={[
              { value: 'pair', label: 'The two of us' },
              { value: 'school', label: 'Our department' },
              { value: 'trust', label: 'Our Trust', hint: 'For schools of one Trust together' },
            ]}
            value={typed?.for}
            error={errors.for}
          />
          <Textarea
            name="wish"
            label="What do you need?"
            hint="For example, help to plan a unit with the whole department"
            rows={4}
            value={typed?.wish}
            error={errors.wish}
          />
          <Button preventDoubleClick>Ask for support</Button>
        </form>
      </>
    ),
  });
}

function Request(props: { request: SupportRequest; at: string; mine: boolean; errors: FieldErrors }) {
  const { request, at, mine, errors } = props;
  const { id, wish, assignedTo, halfDays, answer, state, rating } = request;
  return (
    <>
      <SummaryList
        card={{ title: formatDateOf(request.at, zone), headingLevel: 3 }}
        rows={[
          { key: 'What is needed', value: wish },
          { key: 'Where it is', value: supportStateWords(request) },
          ...(assignedTo ? [{ key: 'Who', value: assignedTo }] : []),
          ...(halfDays ? [{ key: 'Half-days agreed', value: String(halfDays) }] : []),
          ...(answer ? [{ key: 'Answer', value: answer }] : []),
        ]}
      />
      {mine && (state === 'delivered' || state === 'rated') && (
        <form method="post" action={`${at}/${id}`} novalidate>
          <Radios
            name="rating"
            idPrefix={`rating-${id}`}
            legend="How helpful was it?"
            legendSize="s"
            items={['Not helpful', 'A little', 'Somewhat', 'Helpful', 'Very helpful'].map((label, index) => ({
              value: String(index + 1),
              label,
            }))}
            value={rating === undefined ? undefined : String(rating)}
            error={errors[`rating-${id}`]}
          />
          <Button preventDoubleClick>Send</Button>
        </form>
      )}
    </>
  );
}

async function ask(deps: SiteDeps, c: SiteContext, opened: MemberLink): Promise<Response> {
  const typed = c.var.form.texts(fields);
  const checked = checkForm(form, { for: typed.for, wish: typed.wish });
  if (!checked.ok) return show(deps, c, opened, typed, checked.errors);
  await askForSupport(deps, opened.groupId, opened.view.participant.id, { id: idFrom(typed.id), ...checked.value });
  return goTo(c, `${homeOf(opened)}/support?done=asked`);
}

async function rate(deps: SiteDeps, c: SiteContext, opened: MemberLink): Promise<Response> {
  const id = c.req.param('request') ?? '';
  const rating = Number(c.var.form.text('rating'));
  if (![1, 2, 3, 4, 5].includes(rating))
    return show(deps, c, opened, undefined, { [`rating-${id}`]: 'Select how helpful it was' });
  const by = { participantId: opened.view.participant.id };
  await moveSupport(deps, opened.groupId, id, by, { do: 'rate', rating });
  return goTo(c, `${homeOf(opened)}/support?done=rated`);
}
