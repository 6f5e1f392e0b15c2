import { type Choice, type ChoiceDivider, ChoiceDividerItem, ChoiceItem, choiceId } from './choices.tsx';
import { FormFieldset, fieldIds, type GroupProps } from './form-field.tsx';
import { type Absent, classNames, isPresent } from './markup.ts';

export interface CheckboxChoice extends Choice {
  /** A name of its own, where the boxes answer different questions. */
  name?: string | undefined;
  behaviour?: 'exclusive' | undefined;
}

export interface CheckboxesProps extends GroupProps {
  name: string;
  idPrefix?: string | undefined;
  items: readonly (CheckboxChoice | ChoiceDivider | Absent)[];
  /** The values that are ticked. */
  values?: readonly string[] | undefined;
  /** Ids that describe each box, where there is no fieldset to carry them. */
  describedBy?: string | undefined;
}

/** Any number of answers of a few, or one box to agree to something. */
export function Checkboxes(props: CheckboxesProps) {
  const prefix = props.idPrefix ?? props.name;
  const { describedBy } = fieldIds({ ...props, id: prefix });
  const group = { ...props, fieldsetDescribedBy: props.fieldsetDescribedBy ?? props.describedBy };
  return (
    <FormFieldset id={prefix} group={group}>
      <div class={classNames('govuk-checkboxes', props.classes)} {...props.attributes} data-module="govuk-checkboxes">
        {props.items.map(
          (item, index) =>
            item &&
            ('divider' in item ? (
              <ChoiceDividerItem kind="checkboxes" divider={item.divider} />
            ) : (
              <ChoiceItem
                kind="checkboxes"
                choice={item}
                id={choiceId(prefix, index, item)}
                name={item.name ?? props.name}
                checked={item.checked ?? props.values?.includes(String(item.value)) ?? false}
                describedBy={isPresent(props.legend) ? undefined : describedBy}
                behaviour={item.behaviour}
              />
            )),
        )}
      </div>
    </FormFieldset>
  );
}
