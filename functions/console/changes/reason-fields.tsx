import { Radios } from '../../pages/components/radios.tsx';
import { Textarea } from '../../pages/components/textarea.tsx';
import { note } from '../../web/fields.ts';
import type { ChangeFormProps } from './change.ts';

/** What every change keeps in the record beside itself. */
export const noteField = note('your note', 1000);

export function NoteField({ typed, errors }: Pick<ChangeFormProps, 'typed' | 'errors'>) {
  return (
    <Textarea
      name="note"
      label="Note for the record"
      hint="Only admins see it. Leave out whatever the record does not need."
      rows={3}
      error={errors.note}
      value={typed.note}
    />
  );
}

/** A coded reason, of those that a change knows. */
export function ReasonField(
  props: Pick<ChangeFormProps, 'typed' | 'errors'> & { reasons: Readonly<Record<string, string>>; hint?: string },
) {
  return (
    <Radios
      name="why"
      legend="Why"
      hint={props.hint}
      error={props.errors.why}
      value={props.typed.why}
      items={Object.entries(props.reasons).map(([value, label]) => ({ value, label }))}
    />
  );
}

/** The keys of a table of reasons, as a choice wants them. */
export function keysOf<Key extends string>(reasons: Readonly<Record<Key, string>>): [Key, ...Key[]] {
  return Object.keys(reasons) as [Key, ...Key[]];
}
