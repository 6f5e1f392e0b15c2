import { type Choice, type ChoiceDivider, ChoiceDividerItem, ChoiceItem, choiceId } from './choices.tsx';
import { FormFieldset, type GroupProps } from './form-field.tsx';
import { type Absent, classNames } from './markup.ts';

export interface RadiosProps extends GroupProps {
  name: string;
  /** The first radio's id and the prefix of the others'; the name where none is given. */
  idPrefix?: string | undefined;
  items: readonly (Choice | ChoiceDivider | Absent)[];
  /** The value of the chosen one. */
  value?: string | undefined;
}

/** One answer of a few. */
export function Radios(props: RadiosProps) {
  const prefix = props.idPrefix ?? props.name;
  return (
    <FormFieldset id={prefix} group={props}>
      <div class={classNames('govuk-radios', props.classes)} {...props.attributes} data-module="govuk-radios">
        {props.items.map(
          (item, index) =>
            item &&
            ('divider' in item ? (
              <ChoiceDividerItem kind="radios" divider={item.divider} />
            ) : (
              <ChoiceItem
                kind="radios"
                choice={item}
                id={choiceId(prefix, index, item)}
                name={props.name}
                checked={item.checked ?? (props.value !== undefined && item.value === props.value)}
              />
            )),
        )}
      </div>
    </FormFieldset>
  );
}
