import { Hint } from './hint.tsx';
import { Label } from './label.tsx';
import { type Attributes, type Content, classNames, idList, isPresent } from './markup.ts';

/** One answer among radios or checkboxes. */
export interface Choice {
  value: string | number;
  label: Content;
  labelClasses?: string | undefined;
  hint?: Content;
  /** Controls that matter only when this is chosen: below it, hidden (with script) until then. */
  conditional?: Content;
  checked?: boolean | undefined;
  disabled?: boolean | undefined;
  id?: string | undefined;
  attributes?: Attributes | undefined;
}

/** A word between two choices, as “or”. */
export interface ChoiceDivider {
  divider: string;
}

interface ChoiceItemProps {
  kind: 'radios' | 'checkboxes';
  choice: Choice;
  id: string;
  name: string;
  checked: boolean;
  describedBy?: string | undefined;
  /** `exclusive` unticks the others (with script): “None of these”. */
  behaviour?: 'exclusive' | undefined;
}

/** The id of a choice: the first has no number, so that the error summary can link to it. */
export function choiceId(prefix: string, index: number, choice: Choice): string {
  return choice.id ?? (index === 0 ? prefix : `${prefix}-${index + 1}`);
}

export function ChoiceDividerItem({ kind, divider }: { kind: 'radios' | 'checkboxes'; divider: string }) {
  return <div class={`govuk-${kind}__divider`}>{divider}</div>;
}

export function ChoiceItem(props: ChoiceItemProps) {
  const { kind, choice, id, checked } = props;
  const hintId = isPresent(choice.hint) ? `${id}-item-hint` : undefined;
  const conditionalId = isPresent(choice.conditional) ? `conditional-${id}` : undefined;
  return (
    <>
      <div class={`govuk-${kind}__item`}>
        <input
          class={`govuk-${kind}__input`}
          id={id}
          name={props.name}
          type={kind === 'radios' ? 'radio' : 'checkbox'}
          value={choice.value}
          checked={checked}
          disabled={choice.disabled}
          data-aria-controls={conditionalId}
          data-behaviour={props.behaviour}
          aria-describedby={idList(props.describedBy, hintId)}
          {...choice.attributes}
        />
        <Label for={id} classes={classNames(`govuk-${kind}__label`, choice.labelClasses)}>
          {choice.label}
        </Label>
        {hintId && (
          <Hint id={hintId} classes={`govuk-${kind}__hint`}>
            {choice.hint}
          </Hint>
        )}
      </div>
      {conditionalId && (
        <div
          class={classNames(`govuk-${kind}__conditional`, !checked && `govuk-${kind}__conditional--hidden`)}
          id={conditionalId}
        >
          {choice.conditional}
        </div>
      )}
    </>
  );
}
