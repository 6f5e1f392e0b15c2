import { formatPeriod } from '../../domain/wording.ts';
import type { Observation } from '../../domain/work-group.ts';
import { pairById } from '../../domain/work-group-situation.ts';
import { Button } from '../../pages/components/button.tsx';
import { Details } from '../../pages/components/details.tsx';
import { Input } from '../../pages/components/input.tsx';
import { SummaryList } from '../../pages/components/summary-list.tsx';
import { Tag } from '../../pages/components/tag.tsx';
import { Textarea } from '../../pages/components/textarea.tsx';
import type { FieldErrors } from '../../web/fields.ts';
import { zone } from '../zone.ts';
import { LessonTimeFields } from './lesson-time-fields.tsx';
import type { MemberLink } from './open-group.ts';

/** What was typed into one of the page's forms; `visit` says of which visit, if of any. */
export type Typed = Partial<Record<string, string>>;

interface VisitProps {
  readonly visit: Observation;
  readonly opened: MemberLink;
  readonly at: string;
  readonly typed: Typed;
  readonly errors: FieldErrors;
  readonly now: string;
}

/** One visit, to or from a pair: when and what, and what is theirs to do before and after it. */
export function Visit(props: VisitProps) {
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
          <LessonTimeFields
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
