/** What a person posted: text by the fields' names, cleaned of what no keyboard types. */
export class PostedForm {
  readonly #fields: URLSearchParams;
  readonly #files: ReadonlyMap<string, Uint8Array>;

  constructor(fields: URLSearchParams, files: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.#fields = fields;
    this.#files = files;
  }

  /** The field's text, empty where it was not posted. Line ends are `\n`; other control characters are left out. */
  text(name: string): string {
    return clean(this.#fields.get(name) ?? '');
  }

  /** Every value of a field that may be given more than once, as ticked boxes are. */
  all(name: string): string[] {
    return this.#fields.getAll(name).map(clean);
  }

  /** The text of several fields at once, to check and to show again as typed. */
  texts<Name extends string>(names: readonly Name[]): Record<Name, string> {
    return Object.fromEntries(names.map((name) => [name, this.text(name)])) as Record<Name, string>;
  }

  /** The bytes of a file that was chosen; nothing where none was, or an empty one. */
  file(name: string): Uint8Array | undefined {
    return this.#files.get(name);
  }

  names(): string[] {
    return [...new Set(this.#fields.keys())];
  }
}

/** Reads a body of either kind that HTML forms post. Rejects with a TypeError where it is neither. */
export async function readPostedForm(body: ArrayBuffer, contentType: string): Promise<PostedForm> {
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
  const fields = new URLSearchParams();
  const files = new Map<string, Uint8Array>();
  for (const [name, value] of form)
    if (typeof value === 'string') fields.append(name, value);
    else if (value.size > 0) files.set(name, new Uint8Array(await value.arrayBuffer()));
  return new PostedForm(fields, files);
}

function clean(text: string): string {
  return [...text.replace(/\r\n?/g, '\n')].filter((character) => !isControl(character)).join('');
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code < 32 && character !== '\n' && character !== '\t') || code === 127;
}
