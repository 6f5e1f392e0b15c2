import type { SupportMove } from '../work-groups/support.ts';
import type { FieldErrors } from './fields.ts';
import type { PostedForm } from './posted-form.ts';

/** What whoever holds a request pressed; or what is wrong, by the ids of the request's fields. */
export function readSupportMove(
  form: PostedForm,
  requestId: string,
  passTo: 'lead' | 'hub',
): SupportMove | { readonly wrong: FieldErrors } {
  const answer = form.text('answer').trim().slice(0, 1000);
  switch (form.text('does')) {
    case 'deliver':
      return { do: 'deliver' };
    case 'pass':
      return { do: 'pass', to: passTo, answer };
    case 'close':
      return answer === ''
        ? { wrong: { [`answer-${requestId}`]: 'Enter what the school is told' } }
        : { do: 'close', answer };
    default:
      return readAgreement(form, requestId, answer);
  }
}

function readAgreement(
  form: PostedForm,
  requestId: string,
  answer: string,
): SupportMove | { readonly wrong: FieldErrors } {
  const assignedTo = form.text('assignedTo').trim().slice(0, 100);
  const halfDays = Number(form.text('halfDays'));
  const wrong = {
    ...(assignedTo === '' && { [`assignedTo-${requestId}`]: 'Enter who does it' }),
    ...(!(Number.isInteger(halfDays) && halfDays >= 1 && halfDays <= 40) && {
      [`halfDays-${requestId}`]: 'Enter how many half-days, like 2',
    }),
  };
  return Object.keys(wrong).length > 0 ? { wrong } : { do: 'assign', assignedTo, halfDays, answer };
}
