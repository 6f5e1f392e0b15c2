import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';

type Element = Tree.Element;

/** A page did not offer what somebody would have clicked or typed. */
export class NotOnThePage extends Error {
  override readonly name = 'NotOnThePage';
}

/** What came back for one request, read to its end. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}
/** Sends one request and follows nothing. */
export type Send = (to: string | URL, request: RequestInit) => Promise<Answered>;

export const sendOnce: Send = async (to, request) => {
  const answer = await fetch(to, request);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

/**
 * A person with a browser that runs no script: opens addresses, fills fields by their labels, presses buttons by their
 * words, and keeps cookies. Follows redirects itself, so that cookies and addresses are a browser's.
 */
export class Visitor {
  readonly #send: Send;
  readonly #cookies = new Map<string, string>();
  #address = new URL('http://127.0.0.1/');
  #document: Tree.Document = parse('');
  #answers = new Map<Element, string | undefined>();
  status = 0;

  constructor(send: Send = sendOnce) {
    this.#send = send;
  }

  get address(): string {
    return this.#address.href;
  }

  get heading(): string {
    const found = elements(this.#document).find(({ tagName }) => tagName === 'h1');
    return found ? textOf(found) : '';
  }

  get text(): string {
    const main = elements(this.#document).find(({ tagName }) => tagName === 'main');
    return textOf(main ?? this.#document);
  }

  async open(address: string): Promise<this> {
    await this.#go(new URL(address, this.#address), { method: 'GET' });
    return this;
  }

  /** Types into the field with this label, under the summary or legend of this name where several share it. */
  fill(label: string, value: string, group?: string): this {
    this.#answers.set(this.#field(label, group), value);
    return this;
  }

  /** Chooses the radio or ticks the box with this label, in the group of this legend where several share it. */
  choose(label: string, group?: string): this {
    const control = this.#field(label, group);
    if (attribute(control, 'type') === 'radio') {
      const name = attribute(control, 'name');
      for (const other of elements(formOf(control)))
        if (other.tagName === 'input' && attribute(other, 'name') === name) this.#answers.set(other, undefined);
    }
    this.#answers.set(control, attribute(control, 'value') ?? 'on');
    return this;
  }

  /** Picks an option of the list with this label by the option's words. */
  select(label: string, option: string): this {
    const list = this.#field(label);
    const found = elements(list).find((child) => child.tagName === 'option' && textOf(child) === option);
    if (!found) throw this.#missing(`an option "${option}" of "${label}"`);
    this.#answers.set(list, attribute(found, 'value') ?? option);
    return this;
  }

  /** Ticks every box of the group whose legend has these words; answers how many there are. */
  chooseAll(group: string): number {
    const boxes = elements(this.#document).filter(
      (element) => attribute(element, 'type') === 'checkbox' && legendOf(element).includes(group),
    );
    for (const box of boxes) this.#answers.set(box, attribute(box, 'value') ?? 'on');
    return boxes.length;
  }

  has(words: string): boolean {
    return this.text.includes(words);
  }

  /** Follows the link with these words, the first where several have them. */
  async follow(words: string): Promise<this> {
    const link = elements(this.#document).find((element) => element.tagName === 'a' && textOf(element).includes(words));
    const href = link && attribute(link, 'href');
    if (!href) throw this.#missing(`a link "${words}"`);
    return this.open(href);
  }

  /** Presses the button with these words; its form goes with what was filled in. */
  async press(words: string): Promise<this> {
    const button = elements(this.#document).find(
      (element) => element.tagName === 'button' && textOf(element).includes(words),
    );
    if (!button) throw this.#missing(`a button "${words}"`);
    const form = formOf(button);
    const body = this.#entries(form);
    const name = attribute(button, 'name');
    if (name) body.append(name, attribute(button, 'value') ?? '');
    const target = new URL(attribute(button, 'formaction') ?? attribute(form, 'action') ?? '', this.#address);
    if ((attribute(form, 'method') ?? 'get').toLowerCase() === 'get') {
      target.search = body.toString();
      await this.#go(target, { method: 'GET' });
    } else await this.#go(target, { method: 'POST', body });
    return this;
  }

  #entries(form: Element): URLSearchParams {
    const entries = new URLSearchParams();
    for (const control of elements(form)) {
      const name = attribute(control, 'name');
      if (!name || control.tagName === 'button') continue;
      const value = this.#answers.has(control) ? this.#answers.get(control) : initialValue(control);
      if (value !== undefined) entries.append(name, value);
    }
    return entries;
  }

  async #go(to: URL, request: { method: string; body?: URLSearchParams }): Promise<void> {
    let [target, { method, body }] = [to, request];
    for (let hop = 0; hop < 12; hop += 1) {
      const answer = await this.#send(target, {
        method,
        redirect: 'manual',
        headers: {
          cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(method === 'POST' && { origin: target.origin }),
        },
        ...(body && { body }),
      });
      for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status >= 400 || !location) {
        this.#address = target;
        this.status = answer.status;
        this.#document = parse(answer.text);
        this.#answers = new Map();
        return;
      }
      target = new URL(location, target);
      if (answer.status !== 307 && answer.status !== 308) [method, body] = ['GET', undefined];
    }
    throw new NotOnThePage(`${to.pathname} redirects without end`);
  }

  #keep(cookie: string): void {
    const [pair = '', ...options] = cookie.split(';');
    const [name = '', ...value] = pair.split('=');
    const gone = options.some(
      (option) => /^\s*max-age=0\s*$/i.test(option) || /^\s*expires=thu, 01 jan 1970/i.test(option),
    );
    if (gone) this.#cookies.delete(name.trim());
    else this.#cookies.set(name.trim(), value.join('='));
  }

  #field(label: string, group?: string): Element {
    const all = elements(this.#document);
    const matching = all.filter(
      (element) => element.tagName === 'label' && (textOf(element) === label || textOf(element).startsWith(label)),
    );
    const exact = matching.filter((element) => textOf(element) === label);
    for (const found of [...exact, ...matching]) {
      const control = all.find((element) => attribute(element, 'id') === attribute(found, 'for'));
      if (control && (!group || groupsOf(control).some((name) => name.includes(group)))) return control;
    }
    throw this.#missing(`a field "${label}"${group ? ` under "${group}"` : ''}`);
  }

  #missing(what: string): NotOnThePage {
    const page = `${this.#address.pathname.split('/').slice(0, 2).join('/')} (${this.status}, "${this.heading}")`;
    return new NotOnThePage(`There is no ${what} on ${page}:\n${this.text.slice(0, 1500)}`);
  }
}

function elements(node: Tree.Node): Element[] {
  if (!('childNodes' in node)) return [];
  return node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...elements(child)] : []));
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

function textOf(node: Tree.Node): string {
  const raw = (each: Tree.Node): string => {
    if ('value' in each) return each.value;
    if ('tagName' in each && ['script', 'style'].includes(each.tagName)) return '';
    const inner = 'childNodes' in each ? each.childNodes.map(raw).join('') : '';
    return 'tagName' in each && blocks.has(each.tagName) ? `\n${inner}\n` : inner;
  };
  return raw(node)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

const blocks = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'li',
  'dt',
  'dd',
  'tr',
  'td',
  'th',
  'div',
  'legend',
  'label',
  'main',
  'section',
]);

function formOf(control: Element): Element {
  for (let node: Tree.Node | null = control; node; node = 'parentNode' in node ? node.parentNode : null)
    if ('tagName' in node && node.tagName === 'form') return node;
  throw new NotOnThePage(`A ${control.tagName} "${textOf(control)}" is in no form`);
}

/** The names of the fieldset and of the part that opens and shuts around a control. */
function groupsOf(control: Element): string[] {
  const groups = [legendOf(control)];
  for (let node: Tree.Node | null = control; node; node = 'parentNode' in node ? node.parentNode : null) {
    const summary = 'tagName' in node && node.tagName === 'details' && elements(node).find(isSummary);
    if (summary) groups.push(textOf(summary));
  }
  return groups;
}

function isSummary({ tagName }: Element): boolean {
  return tagName === 'summary';
}

function legendOf(control: Element): string {
  for (let node: Tree.Node | null = control; node; node = 'parentNode' in node ? node.parentNode : null)
    if ('tagName' in node && node.tagName === 'fieldset') {
      const legend = elements(node).find(({ tagName }) => tagName === 'legend');
      return legend ? textOf(legend) : '';
    }
  return '';
}

/** What an untouched control sends. */
function initialValue(control: Element): string | undefined {
  const type = attribute(control, 'type');
  if (control.tagName === 'textarea') return textOf(control);
  if (control.tagName === 'select') {
    const options = elements(control).filter(({ tagName }) => tagName === 'option');
    const chosen = options.find((option) => attribute(option, 'selected') !== undefined) ?? options[0];
    return chosen && (attribute(chosen, 'value') ?? textOf(chosen));
  }
  if (control.tagName !== 'input' || type === 'submit') return undefined;
  if (type === 'radio' || type === 'checkbox')
    return attribute(control, 'checked') === undefined ? undefined : (attribute(control, 'value') ?? 'on');
  return attribute(control, 'value') ?? '';
}
