import { type ConsoleWorld, siteUrl } from './world.ts';

export interface Page {
  readonly at: string;
  readonly response: Response;
  readonly html: string;
}

/** A browser that knows the console (in process) and the provider (over HTTP), keeps cookies and follows redirects. */
export class Browser {
  readonly #world: ConsoleWorld;
  readonly #cookies = { console: new Map<string, string>(), provider: new Map<string, string>() };
  lastSet = '';
  stateBegun = '';

  constructor(world: ConsoleWorld) {
    this.#world = world;
  }

  get consoleCookie(): string {
    return cookieHeader(this.#cookies.console);
  }

  async open(address: string, init: RequestInit = {}): Promise<Page> {
    let at = new URL(address, siteUrl).href;
    let request = init;
    for (;;) {
      const response = await this.#go(at, request);
      const location = response.headers.get('location');
      if (!location) return { at, response, html: await response.text() };
      at = new URL(location, at).href;
      this.stateBegun = new URL(at).searchParams.get('state') ?? this.stateBegun;
      request = {};
    }
  }

  post(address: string, fields: Record<string, string> = {}): Promise<Page> {
    return this.open(address, { method: 'POST', body: new URLSearchParams(fields) });
  }

  /** Presses "Sign in"; answers the provider's page. */
  begin(to = '/admin'): Promise<Page> {
    return this.post('/admin/sign-in', { to });
  }

  /** The same with what the sign-in page itself has in its form. */
  async beginAt({ html }: Page): Promise<string> {
    return (await this.begin(/name="to" value="([^"]*)"/.exec(html)?.[1])).at;
  }

  chooseAt(page: string, person: string): Promise<Page> {
    return this.open(page, { method: 'POST', body: new URLSearchParams({ person }) });
  }

  async signIn(person: string, to?: string): Promise<Page> {
    const page = await this.begin(to);
    return page.at.startsWith(siteUrl) ? page : this.chooseAt(page.at, person);
  }

  /** Chooses somebody, and stops where the provider sends the browser back to the console. */
  async callbackOf(page: string, person: string): Promise<string> {
    let response = await this.#go(page, { method: 'POST', body: new URLSearchParams({ person }) });
    for (let at = page; ; ) {
      at = new URL(response.headers.get('location') ?? '', at).href;
      if (at.startsWith(siteUrl)) return at;
      response = await this.#go(at);
    }
  }

  async #go(at: string, init: RequestInit = {}): Promise<Response> {
    const own = at.startsWith(siteUrl);
    const cookies = own ? this.#cookies.console : this.#cookies.provider;
    const headers = { cookie: cookieHeader(cookies), ...(own && { origin: siteUrl }) };
    const response = own
      ? await this.#world.ask(at.slice(siteUrl.length), { ...init, headers: { ...headers, ...formType(init) } })
      : await fetch(at, { ...init, headers, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (own) this.lastSet = set;
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }
}

function formType({ method }: RequestInit): Record<string, string> {
  return method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
}

function cookieHeader(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
