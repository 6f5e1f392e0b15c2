import * as z from 'zod';
import { capital } from '../domain/wording.ts';

/** Fields that forms share: each takes what was typed and answers it tidied, or says in words what to put right. */

/** A line of text that must be there. `what` begins its messages: “Enter …”. */
export function line(what: string, longest = 100) {
  return z
    .string()
    .transform((typed) => typed.replace(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, `Enter ${what}`)
        .max(longest, `${capital(what)} must be ${longest} characters or fewer`),
    );
}

/** A person's name, as they write it: one letter is a name, an address of a web page is not. */
export function personName(whose: string) {
  return line(`${whose} name`).refine((name) => !/:\/\/|www\.|@|[<>]/i.test(name), {
    error: `Enter ${whose} name, without web or email addresses`,
  });
}

/** Several lines of text that must be there. */
export function passage(what: string, longest: number) {
  return z
    .string()
    .transform((typed) => typed.trim())
    .pipe(
      z
        .string()
        .min(1, `Enter ${what}`)
        .max(longest, `${capital(what)} must be ${longest} characters or fewer`),
    );
}

/** Several lines that may be left empty. */
export function note(what: string, longest: number) {
  return z
    .string()
    .transform((typed) => typed.trim())
    .pipe(z.string().max(longest, `${capital(what)} must be ${longest} characters or fewer`));
}

/**
 * An e-mail address as typed but for spaces around it. What is before the `@` is ASCII, since Amazon SES sends to no
 * other; the domain may be in any script. At most 254 characters (RFC 5321's path less its brackets).
 */
export function emailAddress(whose: string) {
  return z
    .string()
    .transform((typed) => typed.trim())
    .pipe(
      z
        .string()
        .min(1, `Enter ${whose} email address`)
        .max(254, `${capital(whose)} email address must be 254 characters or fewer`)
        .refine(isEmailAddress, {
          error: `Enter ${whose} email address in the correct format, like name@school.example`,
        }),
    );
}

/** One of several answers. */
export function choice<const Values extends readonly [string, ...string[]]>(values: Values, missing: string) {
  return z.enum(values, { error: missing });
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
export function checkForm<S extends z.ZodType>(schema: S, typed: unknown): Checked<z.infer<S>> {
  const result = schema.safeParse(typed);
  if (result.success) return { ok: true, value: result.data };
  const found = new Map<string, string>();
  for (const issue of result.error.issues) {
    const field = issue.path.map(String).join('-');
    if (!found.has(field)) found.set(field, issue.message);
  }
  // As the fields stand on the page, in whatever order they were checked.
  const asTyped = Object.keys(Object(typed)).filter((field) => found.has(field));
  const order = new Set([...asTyped, ...found.keys()]);
  return { ok: false, errors: Object.fromEntries([...order].map((field) => [field, found.get(field) ?? ''])) };
}
