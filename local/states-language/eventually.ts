/**
 * A value that is there at once wherever nothing has to be waited for. Only JSONata makes the interpreter wait, and most
 * expressions are read without it, so that most advances of an execution cost no promise.
 */
export type Eventually<T> = T | Promise<T>;

export function isLater<T>(value: Eventually<T>): value is Promise<T> {
  return value instanceof Promise;
}

/** Goes on with a value: at once when it is there. */
export function after<T, U>(value: Eventually<T>, next: (value: T) => Eventually<U>): Eventually<U> {
  return isLater(value) ? value.then(next) : next(value);
}
