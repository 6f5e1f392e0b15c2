import type { CreditEntry } from '../domain/participant.ts';
import type { JourneyView } from '../domain/views.ts';
import { Button } from '../pages/components/button.tsx';
import { Details } from '../pages/components/details.tsx';
import { errorFor, type FieldError } from '../pages/components/field-errors.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Select } from '../pages/components/select.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { newSecretId } from '../platform/random.ts';
import { amountWords, entryWords } from './credit-words.ts';

export const amounts = ['0.5', '1', '1.5', '2', '-0.5', '-1'] as const;
export const creditFields = ['does', 'id', 'kind', 'bucket', 'amount', 'entry', 'session', 'mark', 'reason'] as const;
export type CreditTyped = Readonly<Record<(typeof creditFields)[number], string>>;

/** A form that could not be done: what was typed, and what is wrong with it. */
export interface CreditAgain {
  readonly typed: CreditTyped;
  readonly errors: readonly FieldError[];
}

interface FormProps extends Partial<CreditAgain> {
  readonly address: string;
}

/** What an admin may add to a ledger; what was typed comes back in the form that it was typed into. */
export function CreditForms({ view, typed, errors }: { view: JourneyView } & Partial<CreditAgain>) {
  const address = `/admin/participants/${view.participant.id}/credit`;
  const reversed = new Set(view.credits.map(({ reverses }) => reverses));
  const standing = view.credits.filter((entry) => entry.reverses === undefined && !reversed.has(entry.id));
  const ofForm = (does: string): FormProps => ({ address, ...(typed?.does === does && { typed, errors }) });
  return (
    <section class="tl-act">
      <AdjustForm {...ofForm('adjust')} />
      <LateForm {...ofForm('late')} sessions={view.sessions.filter(({ state }) => state === 'planned')} />
      {standing.length > 0 && <ReverseForm {...ofForm('reverse')} standing={standing} />}
    </section>
  );
}

function AdjustForm({ address, typed, errors }: FormProps) {
  return (
    <Details summary="Waive or correct days" open={typed !== undefined}>
      <form method="post" action={address} novalidate>
        <input type="hidden" name="does" value="adjust" />
        <input type="hidden" name="id" value={typed?.id || newSecretId()} />
        <Radios
          name="kind"
          legend="What is it?"
          error={errorFor(errors, 'kind')}
          value={typed?.kind}
          items={[
            { value: 'waiver', label: 'A waiver', hint: 'These days need not be made up' },
            { value: 'adjustment', label: 'A correction of the record' },
          ]}
        />
        <Radios
          name="bucket"
          legend="Which days?"
          error={errorFor(errors, 'bucket')}
          value={typed?.bucket}
          items={[
            { value: 'central', label: 'Central days' },
            { value: 'in-school', label: 'Days in school' },
          ]}
        />
        <Select
          name="amount"
          label="How many?"
          error={errorFor(errors, 'amount')}
          value={typed?.amount}
          options={[{ value: '', text: 'Choose' }, ...amounts.map((value) => ({ value, text: amountWords(value) }))]}
        />
        <Reason does="adjust" typed={typed} errors={errors} />
        <Button preventDoubleClick>Record it</Button>
      </form>
    </Details>
  );
}

function LateForm({ address, typed, errors, sessions }: FormProps & { sessions: JourneyView['sessions'] }) {
  return (
    <Details summary="Accept late evidence, or record a substitute" open={typed !== undefined}>
      <form method="post" action={address} novalidate>
        <input type="hidden" name="does" value="late" />
        <Select
          name="session"
          label="Session"
          error={errorFor(errors, 'session')}
          value={typed?.session}
          options={[{ value: '', text: 'Choose' }, ...sessions.map(({ id, title }) => ({ value: id, text: title }))]}
        />
        <Radios
          name="mark"
          legend="What does it show?"
          error={errorFor(errors, 'mark')}
          value={typed?.mark}
          items={[
            { value: 'attended', label: 'They were there' },
            { value: 'partial', label: 'They were there for a part', hint: 'Earns half a day' },
            { value: 'substitute', label: 'Somebody else came for them', hint: 'Earns nothing' },
          ]}
        />
        <Reason does="late" typed={typed} errors={errors} />
        <Button preventDoubleClick>Record it</Button>
      </form>
    </Details>
  );
}

function ReverseForm({ address, typed, errors, standing }: FormProps & { standing: readonly CreditEntry[] }) {
  return (
    <Details summary="Take an entry back" open={typed !== undefined}>
      <form method="post" action={address} novalidate>
        <input type="hidden" name="does" value="reverse" />
        <Radios
          name="entry"
          legend="Which entry?"
          hint="The place in a session becomes absent. To record something else, use its register."
          error={errorFor(errors, 'entry')}
          value={typed?.entry}
          items={standing.map((entry) => ({
            value: entry.id,
            label: `${entryWords(entry)}: ${amountWords(String(entry.amount))}`,
          }))}
        />
        <Reason does="reverse" typed={typed} errors={errors} />
        <Button preventDoubleClick variant="warning">
          Take it back
        </Button>
      </form>
    </Details>
  );
}

function Reason({ does, typed, errors }: { does: string } & Partial<CreditAgain>) {
  return (
    <Textarea
      name="reason"
      id={`reason-${does}`}
      label="Reason"
      hint="Kept in the record"
      rows={2}
      error={errorFor(errors, 'reason')}
      value={typed?.reason}
    />
  );
}
