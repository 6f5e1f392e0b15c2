/** Throws that follow from the seed, the person and what is asked alone: in whatever order, in whatever process. */
export type Dice = (question: string) => number;

/** A person's dice, in [0, 1). */
export function diceOf(seed: number, person: number): Dice {
  return (question) => mix(hash(`${seed}/${person}/${question}`)) / 4_294_967_296;
}

/** FNV-1a, 32 bits: a public-domain hash by Fowler, Noll and Vo. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) state = Math.imul(state ^ text.charCodeAt(place), 0x01000193);
  return state >>> 0;
}

/** The finaliser of MurmurHash3 (Austin Appleby, public domain): neighbouring hashes come out far apart. */
function mix(value: number): number {
  let state = value;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
