import { ErrorSummary } from './error-summary.tsx';

/** What is wrong with one answer. `field` is the id of its control (of the first, for several). */
export interface FieldError {
  field: string;
  message: string;
}

/** The message for one field, to give to its component; `undefined` where there is nothing wrong. */
export function errorFor(errors: readonly FieldError[] | undefined, field: string): string | undefined {
  return errors?.find((error) => error.field === field)?.message;
}

/** What is wrong with a form's fields, for the summary; the fields' names are their controls' ids. */
export function listErrors(errors: Readonly<Record<string, string>>): FieldError[] {
  return Object.entries(errors).map(([field, message]) => ({ field, message }));
}

/** The error summary of a page, each message linked to its control; nothing where there are no errors. */
export function FieldErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  return <ErrorSummary errors={errors.map(({ field, message }) => ({ content: message, href: `#${field}` }))} />;
}
