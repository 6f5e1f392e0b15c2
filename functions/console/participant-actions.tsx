import type { Participant } from '../domain/participant.ts';
import type { JourneyView } from '../domain/views.ts';
import { capital } from '../domain/wording.ts';
import { Button } from '../pages/components/button.tsx';
import { Details } from '../pages/components/details.tsx';
import { errorFor, type FieldError } from '../pages/components/field-errors.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { changesFor } from './changes/change-pages.tsx';

/** A form that was sent and could not be done: what was typed, and what is wrong with it. */
export interface Again {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

interface FormProps extends Again {
  readonly view: JourneyView;
}

/**
 * What may be done for a participant, as they are now: each change on a page of its own, for those who may change
 * things, and the decision on a review.
 */
export function Actions(props: { view: JourneyView; now: string; changes: boolean } & Partial<Again>) {
  const { view, now, typed = {}, errors = [] } = props;
  const changes = props.changes ? changesFor(view.participant, now) : [];
  const closed = over.includes(view.participant.status);
  if (closed && changes.length === 0) return null;
  return (
    <section class="tl-act" aria-labelledby="act">
      <h2 class="govuk-heading-m" id="act">
        Change
      </h2>
      <ul class="govuk-list tl-changes">
        {changes.map(({ key, label, hint }) => (
          <li>
            <a class="govuk-link" href={`/admin/participants/${view.participant.id}/change/${key}`}>
              {label(view.participant)}
            </a>
            <span class="tl-changes__hint">{hint}</span>
          </li>
        ))}
      </ul>
      {!closed && <GateForm view={view} typed={typed} errors={errors} />}
    </section>
  );
}

const over: readonly Participant['status'][] = ['completed', 'withdrawn', 'replaced', 'merged'];

function isClosed(outcome: Participant['decisions'][string]['outcome'] | undefined): boolean {
  return outcome === 'pass' || outcome === 'waive';
}

function GateForm({ view: { participant, programme }, typed, errors }: FormProps) {
  const gates = programme.gates.filter(({ key }) => !isClosed(participant.decisions[key]?.outcome));
  const open = gates.find(({ status }) => status === participant.status) ?? gates[0];
  if (!open) return null;
  return (
    <Details summary="Decide on a review" open={'gateOutcome' in typed || participant.status === open.status}>
      <form method="post" action={`/admin/participants/${participant.id}/gate`} novalidate>
        <Radios
          classes="govuk-radios--small"
          name="gate"
          legend="Which review"
          error={errorFor(errors, 'gate')}
          value={typed.gate || open.key}
          items={gates.map(({ key, title }) => ({ value: key, label: capital(title) }))}
        />
        <Radios
          classes="govuk-radios--small"
          name="gateOutcome"
          legend="What you decide"
          error={errorFor(errors, 'gateOutcome')}
          value={typed.gateOutcome}
          items={[
            { value: 'pass', label: 'Passed', hint: 'Everything is there, though the record does not show it' },
            { value: 'waive', label: 'Waive what is missing' },
            { value: 'extend', label: 'More time: ask for it again at the next review' },
          ]}
        />
        <Textarea
          name="gateReason"
          label="Reason"
          hint="Kept in the record"
          rows={3}
          error={errorFor(errors, 'gateReason')}
          value={typed.gateReason}
        />
        <Button preventDoubleClick>Record the decision</Button>
      </form>
    </Details>
  );
}
