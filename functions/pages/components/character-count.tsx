import { Hint } from './hint.tsx';
import { classNames } from './markup.ts';
import { Textarea, type TextareaProps } from './textarea.tsx';

export interface CharacterCountProps extends TextareaProps {
  /** The most that the answer may hold, in units of `countType`. */
  maxLength?: number | undefined;
  /** `length` is as JavaScript counts; `characters` as a reader does (an emoji is one). */
  countType?: 'length' | 'characters' | 'words' | undefined;
  /** The count shows only past this percentage of the most. */
  threshold?: number | undefined;
}

/** Several lines of text with a limit, said before one types and counted while one does. */
export function CharacterCount({ maxLength, countType, threshold, ...textarea }: CharacterCountProps) {
  const id = textarea.id ?? textarea.name;
  const unit = countType === 'words' ? 'words' : 'characters';
  return (
    <Textarea
      {...textarea}
      describedBy={`${id}-info`}
      classes={classNames('govuk-js-character-count', textarea.classes)}
      formGroupClasses={classNames('govuk-character-count', textarea.formGroupClasses)}
      groupAttributes={{
        'data-module': 'govuk-character-count',
        'data-maxlength': maxLength,
        'data-threshold': threshold,
        'data-count-type': countType,
      }}
      after={
        <Hint id={`${id}-info`} classes="govuk-character-count__message">
          {maxLength !== undefined && `You can enter up to ${maxLength} ${unit}`}
        </Hint>
      }
    />
  );
}
