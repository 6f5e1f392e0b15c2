import * as v from 'valibot';
import { textLike } from '../domain/fields.ts';
import { plainDate } from '../domain/ids.ts';
import { capital } from '../domain/wording.ts';

/** Fields that forms share: each takes what was typed and answers it tidied, or says in words what to put right. */

/** A line of text that must be there. `what` begins its messages: “Enter …”. */
export function line(what: string, longest = 100) {
  return v.pipe(
    v.string(),
    v.transform((typed) => typed.replace(/\s+/g, ' ').trim()),
    v.minLength(1, `Enter ${what}`),
    v.maxLength(longest, `${capital(what)} must be ${longest} characters or fewer`),
  );
}

/** A person's name, as they write it: one letter is a name, an address of a web page is not. */
export function personName(whose: string) {
  return v.pipe(
    line(`${whose} name`),
    v.check((name) => !/:\/\/|www\.|@|[<>]/i.test(name), `Enter ${whose} name, without web or email addresses`),
  );
}

/** Several lines of text that must be there. */
export function passage(what: string, longest: number) {
  return v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, `Enter ${what}`),
    v.maxLength(longest, `${capital(what)} must be ${longest} characters or fewer`),
  );
}

/** Several lines that may be left empty. */
export function note(what: string, longest: number) {
  return v.pipe(v.string(), v.trim(), v.maxLength(longest, `${capital(what)} must be ${longest} characters or fewer`));
}

/**
 * An e-mail address as typed but for spaces around it. What is before the `@` is ASCII, since Amazon SES sends to no
 * other; the domain may be in any script. At most 254 characters (RFC 5321's path less its brackets).
 */
export function emailAddress(whose: string) {
  return v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, `Enter ${whose} email address`),
    v.maxLength(254, `${capital(whose)} email address must be 254 characters or fewer`),
    v.check(isEmailAddress, `Enter ${whose} email address in the correct format, like name@school.example`),
  );
}

/** A day of the calendar, as a date field sends it. */
export function day(missing: string) {
  return v.pipe(
    v.string(),
    v.check((typed) => v.is(plainDate, typed), missing),
  );
}

/** The id that a page made for what its form adds, so that a form that is sent twice adds it once. */
export const madeId = textLike(/^[\w-]{10,40}$/, 'Open this page again, then send the form');

/** One of several answers. */
export function choice<const Values extends readonly [string, ...string[]]>(values: Values, missing: string) {
  return v.picklist(values, missing);
}

function isEmailAddress(address: string): boolean {
  const [local, domain, more] = address.split('@');
  if (!local || !domain || more !== undefined || local.length > 64) return false;
  if (!/^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i.test(local)) return false;
  return /^[^.\s]+(\.[^.\s]+)+$/.test(domain) && URL.canParse(`https://${domain}`) && !/[/:?#[\]\\%<>"]/.test(domain);
}

/** What is wrong with each field, in words; the first thing only. */
export type FieldErrors = Readonly<Record<string, string>>;

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: FieldErrors };

/** Checks what was typed against a form's fields; errors are in the order of the fields. */
export function checkForm<S extends v.GenericSchema>(schema: S, typed: unknown): Checked<v.InferOutput<S>> {
  const result = v.safeParse(schema, typed);
  if (result.success) return { ok: true, value: result.output };
  const found = new Map<string, string>();
  for (const { field, message } of fieldErrors(result.issues)) if (!found.has(field)) found.set(field, message);
  // As the fields stand on the page, in whatever order they were checked.
  const asTyped = Object.keys(Object(typed)).filter((field) => found.has(field));
  const order = new Set([...asTyped, ...found.keys()]);
  return { ok: false, errors: Object.fromEntries([...order].map((field) => [field, found.get(field) ?? ''])) };
}

/** What is wrong, by field; the parts of a field within a field are joined by hyphens, as their names on a page are. */
export function fieldErrors(issues: readonly v.BaseIssue<unknown>[]): { field: string; message: string }[] {
  return issues.map(({ path = [], message }) => ({ field: path.map(({ key }) => String(key)).join('-'), message }));
}

/** Checks by another form what a form holds, once it holds together itself; it is answered as its own fields' errors. */
export function alsoCheck<Typed extends object>(check: (typed: Typed) => Checked<unknown> | undefined) {
  return v.rawCheck<Typed>(({ dataset, addIssue }) => {
    const checked = dataset.typed ? check(dataset.value) : undefined;
    if (!checked || checked.ok) return;
    const input: Record<string, unknown> = { ...(dataset.value as object) };
    for (const [key, message] of Object.entries(checked.errors))
      addIssue({ message, path: [{ type: 'object', origin: 'value', input, key, value: input[key] }] });
  });
}

/** A reason must be there, unless what was answered may go without one. */
export function reasonUnless<Typed extends { readonly reason: string }>(
  goesWithout: (typed: Typed) => boolean,
  missing: string,
) {
  return alsoCheck<Typed>((typed) =>
    typed.reason !== '' || goesWithout(typed) ? undefined : { ok: false, errors: { reason: missing } },
  );
}
