import { longestStatement } from '../nominations/nomination-form.ts';
import { CharacterCount } from '../pages/components/character-count.tsx';
import { Radios } from '../pages/components/radios.tsx';
import type { AnswersTyped } from './nominate-form.ts';

/* Why this teacher, in the school's own sentences. */

function Statement({ name, label, hint, typed, errors }: AnswersTyped & { name: string; label: string; hint: string }) {
  return (
    <CharacterCount
      name={name}
      label={label}
      labelSize="s"
      hint={hint}
      value={typed[name]}
      error={errors[name]}
      maxLength={longestStatement}
      countType="length"
      threshold={50}
      rows={7}
    />
  );
}

export function PassionField(props: AnswersTyped) {
  return (
    <Statement
      name="passion"
      label="Why does this teacher have a passion for teaching for mastery?"
      hint="What they do in their own classroom, and why it matters to them"
      {...props}
    />
  );
}

export function TrackRecordFields(props: AnswersTyped) {
  return (
    <>
      <Radios
        name="workedWhere"
        legend="Where have they worked with other professionals?"
        legendSize="s"
        items={[
          { value: 'school', label: 'In their own school' },
          { value: 'schools', label: 'Across a group of schools' },
          { value: 'both', label: 'Both' },
        ]}
        value={props.typed.workedWhere}
        error={props.errors.workedWhere}
      />
      <Statement
        name="trackRecord"
        label="What is their track record?"
        hint="For example planning together, coaching, or leading training, and what came of it"
        {...props}
      />
    </>
  );
}

export function PrioritiesField(props: AnswersTyped) {
  return (
    <Statement
      name="priorities"
      label="What does your department want to work on?"
      hint="Where you are with teaching for mastery, and what you would like to change"
      {...props}
    />
  );
}
