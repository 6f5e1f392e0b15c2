/** “A. L.”: enough for people to see whether a page is theirs, too little to learn a name from a forwarded link. */
export function maskName(name: string): string {
  return name
    .split(/\s+/)
    .filter(Boolean)
    .map((part) => `${[...part][0]}.`)
    .join('\u00a0');
}
