import type { Child } from 'hono/jsx';

/** What a component may be given to show: text (escaped), numbers, or other components. */
export type Content = Child;

/** Further HTML attributes of an element. A value of `undefined` leaves the attribute out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** The design system's sizes of headings, labels, legends and captions. */
export type TextSize = 's' | 'm' | 'l' | 'xl';

/** What `condition && item` gives where the condition fails: lists of items skip it. */
export type Absent = false | null | undefined | '';

/** Joins class names, leaving out what does not apply. */
export function classNames(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => name).join(' ');
}

/** Joins the ids for `aria-describedby`; `undefined` (no attribute at all) when there are none. */
export function idList(...ids: readonly (string | false | undefined)[]): string | undefined {
  const list = classNames(...ids);
  return list === '' ? undefined : list;
}

/** Whether something would be seen: the difference between `hint={undefined}` and a hint. */
export function isPresent(content: Content): boolean {
  return content !== undefined && content !== null && content !== false && content !== '';
}
