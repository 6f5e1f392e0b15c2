import { seededRandom } from '../../local/faults/faults.ts';

/** Some of a list, by a seed; the same each time. */
export function pickSeeded<T>(from: readonly T[], count: number, seed: number): T[] {
  const random = seededRandom(seed);
  return from
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ item }) => item);
}
