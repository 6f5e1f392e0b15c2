import * as z from 'zod/mini';

/*
 * What many schemas are made of. A schema that a function does not use is left out of its bundle as long as it is made
 * of pure calls alone, and a method such as `.check` is none: it stands here, and in named parts.
 */

/** Text that is not empty. */
export const someText = /* @__PURE__ */ z.string().check(z.minLength(1));

/** Text of a form that the message names. */
/* @__NO_SIDE_EFFECTS__ */
export function textLike(form: RegExp, message?: string) {
  return z.string().check(z.regex(form, message));
}

/** A name for machines: `central-1`. */
export const slug = textLike(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

/** A whole number. */
export const whole = /* @__PURE__ */ z.int();

/** A whole number from 0. */
export const wholeFrom0 = /* @__PURE__ */ whole.check(z.gte(0));

/** A whole number from 1. */
export const wholeFrom1 = /* @__PURE__ */ whole.check(z.gte(1));

/** A list that is not empty. */
/* @__NO_SIDE_EFFECTS__ */
export function oneOrMore<Each extends z.core.$ZodType>(each: Each) {
  return z.array(each).check(z.minLength(1));
}

/** A whole number between two, both included. */
/* @__NO_SIDE_EFFECTS__ */
export function wholeBetween(least: number, most: number) {
  return whole.check(z.gte(least), z.lte(most));
}
