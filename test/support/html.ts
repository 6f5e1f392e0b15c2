import { type DefaultTreeAdapterMap, parseFragment, serialize } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
type ChildNode = DefaultTreeAdapterMap['childNode'];
type Element = DefaultTreeAdapterMap['element'];
type TextNode = DefaultTreeAdapterMap['textNode'];

/**
 * A fragment of HTML in a form in which two of the same meaning are equal strings: comments and white space between
 * elements dropped, other white space collapsed, attributes sorted. Text, class order and structure stay as they are.
 */
export function normaliseHtml(html: string): string {
  const fragment = parseFragment(html);
  normaliseChildren(fragment);
  return serialize(fragment).replaceAll('><', '>\n<');
}

/** What a reader sees of some HTML, white space collapsed, a line for each block; links as their words only. */
export function visibleText(html: string): string {
  const parts: string[] = [];
  collectText(parseFragment(html), parts);
  return parts
    .join('')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Every element that the test accepts, in document order. */
export function findElements(html: string, accepts: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  const visit = (node: Node): void => {
    if (isElement(node) && accepts(node)) found.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parseFragment(html));
  return found;
}

export function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value;
}

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function isText(node: Node): node is TextNode {
  return node.nodeName === '#text';
}

function normaliseChildren(parent: Node): void {
  if (!('childNodes' in parent) || parent.nodeName === 'textarea' || parent.nodeName === 'pre') return;
  parent.childNodes = parent.childNodes.filter(
    (node) => node.nodeName !== '#comment' && !(isText(node) && node.value.trim() === ''),
  );
  parent.childNodes.forEach((node, index) => {
    if (isText(node)) node.value = collapse(node, index, parent.childNodes);
    if (isElement(node)) node.attrs.sort((a, b) => (a.name < b.name ? -1 : 1));
    normaliseChildren(node);
  });
}

/** White space at the edge of a block is nothing; between a text and an inline neighbour it separates words. */
function collapse(node: TextNode, index: number, siblings: readonly ChildNode[]): string {
  let text = node.value.replace(/\s+/g, ' ');
  if (index === 0 && !continuesWord(node)) text = text.trimStart();
  if (index === siblings.length - 1) text = text.trimEnd();
  return text;
}

/** A visually hidden span goes on in the sentence before it: “Change<span> name</span>”. */
function continuesWord(node: TextNode): boolean {
  const parent = node.parentNode;
  return (
    parent !== null && isElement(parent) && attributeOf(parent, 'class')?.includes('govuk-visually-hidden') === true
  );
}

const unseen = new Set(['head', 'style', 'script', 'title', 'template']);
const inline = new Set(['a', 'abbr', 'b', 'em', 'i', 'span', 'strong', 'code', 'small', 'time']);

function collectText(node: Node, parts: string[]): void {
  if (isText(node)) parts.push(node.value.replaceAll('\n', ' '));
  if (unseen.has(node.nodeName) || !('childNodes' in node)) return;
  const block = !inline.has(node.nodeName);
  if (block) parts.push('\n');
  for (const child of node.childNodes) collectText(child, parts);
  if (block) parts.push('\n');
}
