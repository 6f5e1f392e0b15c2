import type { Programme } from '../../domain/programme.ts';
import { errorFor, type FieldError } from '../../pages/components/field-errors.tsx';
import { Input } from '../../pages/components/input.tsx';
import { Select } from '../../pages/components/select.tsx';
import type { CohortFile } from '../../programmes/cohort-file.ts';

/* What a cohort is beside its sessions: its hub, its kind, its window, its lead and its places. */

interface Fields {
  readonly file: CohortFile;
  readonly errors: readonly FieldError[];
}

export function HubFields({ file: { hub }, errors }: Fields) {
  return (
    <>
      <div class="tl-in-row tl-in-row--spaced">
        <Input
          name="hub-name"
          label="Hub"
          classes="govuk-input--width-20"
          value={hub.name}
          error={errorFor(errors, 'hub-name')}
        />
        <Input
          name="hub-id"
          label="Short name of the hub"
          hint="As the sign-in’s groups have it: hub:north-hub is north-hub"
          autocapitalize="none"
          spellcheck={false}
          classes="govuk-input--width-20"
          value={hub.id}
          error={errorFor(errors, 'hub-id')}
        />
      </div>
      <div class="tl-in-row tl-in-row--spaced">
        <Input
          name="hub-runBy"
          label="Who runs it"
          hint="Stands at the end of every page and email"
          classes="govuk-input--width-30"
          value={hub.runBy}
          error={errorFor(errors, 'hub-runBy')}
        />
        <Input
          name="hub-replyTo"
          label="Where answers to its emails go"
          hint="An email address"
          type="email"
          value={hub.replyTo}
          error={errorFor(errors, 'hub-replyTo')}
        />
      </div>
    </>
  );
}

export function VariantField({ file, programme }: { file: CohortFile; programme: Programme }) {
  if (programme.variants.length === 0) return null;
  return (
    <Select
      name="variant"
      label="Which kind"
      value={file.variant ?? ''}
      options={[
        { value: '', text: 'None in particular' },
        ...programme.variants.map(({ key, title }) => ({ value: key, text: title })),
      ]}
    />
  );
}

export function WindowFields({ file: { nominations }, errors }: Fields) {
  const [opensOn = '', opensAt = ''] = nominations.opens.split(' ');
  const [closesOn = '', closesAt = ''] = nominations.closes.split(' ');
  return (
    <div class="tl-in-row tl-in-row--spaced">
      <Input name="opens-on" label="Nominations open on" type="date" value={opensOn} />
      <Input name="opens-at" label="at" type="time" value={opensAt} />
      <Input name="closes-on" label="and close on" type="date" value={closesOn} error={errorFor(errors, 'closes-on')} />
      <Input name="closes-at" label="at" id="closes-at" type="time" value={closesAt} />
    </div>
  );
}

export function LeadFields({ file: { lead, capacity }, errors }: Fields) {
  return (
    <div class="tl-in-row tl-in-row--spaced">
      <Input name="lead-name" label="Led by" value={lead.name} error={errorFor(errors, 'lead-name')} />
      <Input
        name="lead-email"
        label="Their email address"
        type="email"
        value={lead.email}
        error={errorFor(errors, 'lead-email')}
      />
      <Input
        name="capacity"
        label="Places"
        inputmode="numeric"
        classes="govuk-input--width-4"
        value={capacity}
        error={errorFor(errors, 'capacity')}
      />
    </div>
  );
}
