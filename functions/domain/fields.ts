import * as v from 'valibot';

/* What many schemas are made of. */

/** Text that is not empty. */
export const someText = v.pipe(v.string(), v.minLength(1));

/** Text of a form that the message names. */
/* @__NO_SIDE_EFFECTS__ */
export function textLike(form: RegExp, message?: string) {
  return v.pipe(v.string(), v.regex(form, message));
}

/** A time of day on a clock of 24 hours: `09:30`. */
/* @__NO_SIDE_EFFECTS__ */
export function clockTime(message: string) {
  return textLike(/^([01]\d|2[0-3]):[0-5]\d$/, message);
}

/** Text that is a URL. */
export const urlText = v.pipe(v.string(), v.url());

/** A name for machines: `central-1`. */
export const slug = textLike(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

/** A whole number. */
export const whole = v.pipe(v.number(), v.safeInteger());

/** A whole number as text that somebody typed, of a form or a command. */
export const wholeTyped = v.pipe(v.unknown(), v.toNumber(), v.safeInteger());

/** A whole number from 0. */
export const wholeFrom0 = v.pipe(whole, v.minValue(0));

/** A whole number from 1. */
export const wholeFrom1 = v.pipe(whole, v.minValue(1));

/** A list that is not empty. */
/* @__NO_SIDE_EFFECTS__ */
export function oneOrMore<Each extends v.GenericSchema>(each: Each) {
  return v.pipe(v.array(each), v.minLength(1));
}

/** A whole number between two, both included. */
/* @__NO_SIDE_EFFECTS__ */
export function wholeBetween(least: number, most: number) {
  return v.pipe(whole, v.minValue(least), v.maxValue(most));
}
