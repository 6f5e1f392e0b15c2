import type { Participant } from '../domain/participant.ts';
import type { JourneyView } from '../domain/views.ts';
import { Button } from '../pages/components/button.tsx';
import { Details } from '../pages/components/details.tsx';
import { errorFor, type FieldError } from '../pages/components/field-errors.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { withdrawalReasons } from '../participants/withdraw-participant.ts';

/** A form that was sent and could not be done: what was typed, and what is wrong with it. */
export interface Again {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

interface FormProps extends Again {
  readonly view: JourneyView;
}

/** What an admin may do for a participant; nothing for somebody who is through or out. */
export function Actions({ view, typed = {}, errors = [] }: { view: JourneyView } & Partial<Again>) {
  if (['completed', 'withdrawn', 'replaced'].includes(view.participant.status)) return null;
  return (
    <section class="tl-act" aria-labelledby="act">
      <h2 class="govuk-heading-m" id="act">
        What you can do
      </h2>
      <GateForm view={view} typed={typed} errors={errors} />
      <WithdrawalForm view={view} typed={typed} errors={errors} />
    </section>
  );
}

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

function WithdrawalForm({ view: { participant }, typed, errors }: FormProps) {
  return (
    <Details summary="Withdraw this participant" open={'why' in typed}>
      <form method="post" action={`/admin/participants/${participant.id}/withdraw`} novalidate>
        <Radios
          classes="govuk-radios--small"
          name="why"
          legend="Why"
          hint="They and their school are told, and reminders stop. After a bereavement nothing is sent at all."
          error={errorFor(errors, 'why')}
          value={typed.why}
          items={Object.entries(withdrawalReasons).map(([value, label]) => ({ value, label }))}
        />
        <Textarea
          name="note"
          label="Note for the record"
          hint="Only admins see it"
          rows={3}
          error={errorFor(errors, 'note')}
          value={typed.note}
        />
        <Button variant="warning" preventDoubleClick>
          Withdraw
        </Button>
      </form>
    </Details>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
