/** A route of an app as hono lists it. */
export interface Route {
  readonly method: string;
  readonly path: string;
}

export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  /** The route that it was made for, for the report: without the secrets of an address. */
  readonly route: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What people and programs put where a name, an id or an answer is asked for. */
const oddities = [
  ...['', ' ', '0', '-1', 'null', 'undefined', '[object Object]', '__proto__', 'constructor', '../../etc/passwd'],
  ...[
    '<script>alert(1)</script>',
    '"\'`{{7*7}}',
    '=1+1',
    '%',
    '%00',
    '\u0000',
    '\u202e',
    '😀',
    'Ó’Neill-Łukasz',
    '漢字',
  ],
  ...['a@b.example', "o'neil@bücher.example", 'a'.repeat(2000), '9'.repeat(40), '2026-02-30', '1e309', 'yes', 'no'],
];

const contentTypes = [
  ...Array<string>(8).fill('application/x-www-form-urlencoded'),
  'application/x-www-form-urlencoded; charset=utf-16',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/json',
  'text/plain',
  '',
];

export interface FuzzerOptions {
  readonly routes: readonly Route[];
  readonly siteUrl: string;
  /** From 0 to below 1, by a seed. */
  readonly random: () => number;
  /** Genuine values for a parameter in a place, as the tokens of e-mails: `/promise/:token`. */
  readonly genuine: (place: string) => readonly string[];
}

/**
 * Makes requests for every route in turn: genuine or odd values in the address, fields that its pages were seen to ask
 * for, and bodies and headers that browsers, scanners and attackers send. The same seed makes the same requests of the
 * same answers.
 */
export class Fuzzer {
  readonly #options: FuzzerOptions;
  /** Field names and values by route, as pages were seen to hold them. */
  readonly #fields = new Map<string, Map<string, Set<string>>>();
  #made = 0;

  constructor(options: FuzzerOptions) {
    this.#options = options;
  }

  next(): FuzzRequest {
    const { routes } = this.#options;
    const route = routes[this.#made++ % routes.length] ?? { method: 'GET', path: '/' };
    const method = this.#methodOf(route);
    const path = this.#address(route.path);
    const name = `${route.method} ${route.path}`;
    if (method !== 'POST') return { method, path: path + this.#query(), route: name, headers: this.#headers() };
    const type = this.#pick(contentTypes);
    const headers = { ...this.#headers(), ...(type && { 'content-type': type }) };
    return { method, path, route: name, headers, body: this.#body(route.path, type) };
  }

  /** Learns which fields the page of a route has, and what its choices are. */
  learn({ route }: FuzzRequest, html: string): void {
    const fields = this.#fields.get(route.split(' ')[1] ?? '') ?? new Map<string, Set<string>>();
    for (const [tag] of html.matchAll(/<(?:input|textarea|select|button)\b[^>]*>/g)) {
      const name = /\bname="([^"]*)"/.exec(tag)?.[1];
      if (!name) continue;
      const values = fields.get(name) ?? new Set();
      fields.set(name, values.add(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? ''));
    }
    this.#fields.set(route.split(' ')[1] ?? '', fields);
  }

  #methodOf({ method }: Route): string {
    if (method === 'POST') return 'POST';
    return this.#chance(0.15) ? 'HEAD' : 'GET';
  }

  #address(pattern: string): string {
    let place = '';
    const parts = pattern.split('/').map((part) => {
      const value = part.startsWith(':') ? this.#parameter(`${place}/${part}`) : part;
      place += part === '' ? '' : `/${part}`;
      return value;
    });
    return parts.join('/') || '/';
  }

  #parameter(place: string): string {
    const genuine = this.#options.genuine(place);
    if (genuine.length > 0 && this.#chance(0.8)) return encodeURIComponent(this.#pick(genuine));
    const odd = this.#pick(oddities);
    // As typed into an address bar, or broken on purpose.
    return this.#chance(0.1) ? '%E0%A4%A' : encodeURIComponent(odd).slice(0, 1500) || 'x';
  }

  #query(): string {
    if (this.#chance(0.7)) return '';
    const name = this.#pick(['done', 'after', 'cohort', 'status', 'code', 'state', 'error', 'q']);
    return `?${name}=${encodeURIComponent(this.#pick(oddities))}`;
  }

  #headers(): Record<string, string> {
    const { siteUrl } = this.#options;
    const from: Record<string, string>[] = [
      ...Array<Record<string, string>>(8).fill({ origin: siteUrl }),
      { 'sec-fetch-site': 'cross-site', origin: siteUrl },
      { origin: 'https://elsewhere.example' },
      { referer: 'not an address' },
      {},
    ];
    return { ...this.#pick(from), ...(this.#chance(0.1) && { cookie: '__Host-session=x; session=%; a=b;;=' }) };
  }

  #body(pattern: string, type: string): string {
    if (this.#chance(0.02)) return 'a='.padEnd(70_000, 'x');
    if (type.startsWith('multipart'))
      return '--x\r\nContent-Disposition: form-data; name="answer"\r\n\r\ngiven\r\n--x--\r\n';
    const body = new URLSearchParams();
    for (const [name, values] of this.#fields.get(pattern) ?? [])
      if (this.#chance(0.9)) body.append(name, this.#chance(0.7) ? this.#pick([...values]) : this.#pick(oddities));
    if (this.#chance(0.1)) body.append(this.#pick(oddities), this.#pick(oddities));
    return this.#chance(0.03) ? `%%%&&&=${body}` : body.toString();
  }

  #chance(part: number): boolean {
    return this.#options.random() < part;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#options.random() * from.length)] as T;
  }
}
