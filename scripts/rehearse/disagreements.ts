/** What only one of two lists holds, counting what is in one of them more often. */
export function disagreements(
  rehearsed: readonly string[],
  sent: readonly string[],
): { readonly onlyRehearsed: string[]; readonly onlySent: string[] } {
  return { onlyRehearsed: without(rehearsed, sent), onlySent: without(sent, rehearsed) };
}

function without(these: readonly string[], those: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const each of those) left.set(each, (left.get(each) ?? 0) + 1);
  return these.filter((each) => {
    const count = left.get(each) ?? 0;
    left.set(each, count - 1);
    return count <= 0;
  });
}
