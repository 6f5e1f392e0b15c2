/** Why `npm start` gives up, in one sentence for whoever typed it. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
