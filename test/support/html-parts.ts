import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;

/** What a page is built of, without its words: every element with its attributes in its parent, and its headings. */
function partsOf(html: string): Set<string> {
  const parts = new Set<string>();
  const headings: string[] = [];
  const visit = (node: Node, parent: string): void => {
    if ('attrs' in node) {
      const attrs = node.attrs.map(({ name, value }) => `${name}=${name === 'href' ? value !== '' : value}`);
      const words = node.childNodes.some((child) => 'value' in child && child.value.trim() !== '');
      parts.add([parent, node.nodeName, ...attrs, words].join(' '));
      if (/^h\d$/.test(node.nodeName) && headings.at(-1) !== node.nodeName) headings.push(node.nodeName);
    }
    if ('childNodes' in node) for (const child of node.childNodes) visit(child, node.nodeName);
  };
  visit(parse(html), '');
  return parts.add(headings.join(' '));
}

/** As few of the pages as have between them every part that any has. */
export function coverOfParts<T>(all: readonly T[], htmlOf: (each: T) => string): T[] {
  const covered = new Set<string>();
  return all
    .map((each) => ({ each, parts: partsOf(htmlOf(each)) }))
    .toSorted((one, other) => other.parts.size - one.parts.size)
    .filter(({ parts }) => {
      const brings = [...parts].some((part) => !covered.has(part));
      for (const part of parts) covered.add(part);
      return brings;
    })
    .map(({ each }) => each);
}
