import type * as v from 'valibot';
import { Button } from '../pages/components/button.tsx';
import { errorFor, type FieldError, listErrors } from '../pages/components/field-errors.tsx';
import type { Content } from '../pages/components/markup.ts';
import { Radios, type RadiosProps } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { checkForm } from '../web/fields.ts';
import type { PostedForm } from '../web/posted-form.ts';

/* Forms that ask what is to be done, of a few things, and why. */

export const answerFields = ['answer', 'reason'] as const;

/** An answer that could not be taken: what was typed, and what is wrong with it. */
export interface AnswerAgain {
  readonly typed: Readonly<Record<(typeof answerFields)[number], string>>;
  readonly errors: readonly FieldError[];
}

interface AnswerFieldsProps extends Partial<AnswerAgain> {
  readonly legend: string;
  readonly items: RadiosProps['items'];
  readonly radioClasses?: string;
  readonly reasonHint: string;
  readonly reasonRows?: number;
  /** What is to be said between the answer and the reason. */
  readonly children?: Content;
}

/** The answer, the reason for it, and the button that does it. */
export function AnswerFields(props: AnswerFieldsProps) {
  const { legend, items, radioClasses, reasonHint, reasonRows = 2, typed, errors, children } = props;
  return (
    <>
      <Radios
        name="answer"
        classes={radioClasses}
        legend={legend}
        legendSize="m"
        error={errorFor(errors, 'answer')}
        value={typed?.answer}
        items={items}
      />
      {children}
      <Textarea
        name="reason"
        label="Reason"
        hint={reasonHint}
        rows={reasonRows}
        error={errorFor(errors, 'reason')}
        value={typed?.reason}
      />
      <Button preventDoubleClick>Do it</Button>
    </>
  );
}

/** An answer for several at once that could not be taken, with what was ticked. */
export interface TickedAgain extends AnswerAgain {
  readonly ticked: readonly string[];
}

type TickedAnswer<Answer> =
  | { readonly ok: true; readonly value: Answer; readonly ticked: readonly string[] }
  | { readonly ok: false; readonly again: TickedAgain };

/** Reads an answer for all that is ticked in `field`, or says what to put right; `noneTicked` where nothing is. */
export function readTickedAnswer<S extends v.GenericSchema>(
  posted: PostedForm,
  form: S,
  field: string,
  noneTicked: string,
): TickedAnswer<v.InferOutput<S>> {
  const typed = posted.texts(answerFields);
  const ticked = posted.all(field);
  const checked = checkForm(form, typed);
  if (checked.ok && ticked.length > 0) return { ok: true, value: checked.value, ticked };
  const errors = listErrors({
    ...(ticked.length === 0 && { [field]: noneTicked }),
    ...(!checked.ok && checked.errors),
  });
  return { ok: false, again: { typed, ticked, errors } };
}
