import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { ControlPorts, SentMail } from './control-ports.ts';
import { obeyClockOrder } from './json-routes.ts';
import { selectMail } from './mail-json.ts';
import { type ClockOrder, clockOrder, parseLondon, toIso } from './moments.ts';
import { ClockPanel } from './pages/clock-panel.tsx';
import { InboxPage, MailPage, sandbox } from './pages/inbox.tsx';
import { ControlPage } from './pages/layout.tsx';
import { controlStyle } from './style.ts';

/** The pages for people: the clock panel and the inbox. They work without script; what changes something is a POST. */
export function pageRoutes(ports: ControlPorts): Hono {
  const app = new Hono();
  app.get('/', (context) => page(context, <ClockPanel ports={ports} />));
  app.get('/style.css', (context) => context.body(controlStyle, 200, { 'content-type': 'text/css; charset=utf-8' }));
  addInbox(app, ports);
  addPanelForms(app, ports);
  return app;
}

/** The answer to an address under the prefix that means nothing. */
export function nothingHere(context: Context): Response {
  return page(
    context,
    <ControlPage title="There is nothing here">
      <p>
        The local control has a <a href="/_local">clock</a> and an <a href="/_local/inbox">inbox</a>.
      </p>
    </ControlPage>,
    404,
  );
}

function addInbox(app: Hono, { mail }: ControlPorts): void {
  const withMail = (context: Context, answer: (found: SentMail) => Response | Promise<Response>) => {
    const found = mail.list().find(({ id }) => id === context.req.param('id'));
    return found ? answer(found) : context.notFound();
  };
  app.get('/inbox', (context) => {
    const to = context.req.query('to')?.trim() ?? '';
    return page(context, <InboxPage mails={selectMail(mail.list(), { to: to || undefined })} to={to} />);
  });
  app.get('/inbox/:id', (context) => withMail(context, (found) => page(context, <MailPage mail={found} />)));
  app.get('/inbox/:id/html', (context) => withMail(context, ({ html }) => sandboxed(context, html)));
  app.get('/inbox/:id/attachments/:index', (context) =>
    withMail(context, ({ attachments }) => {
      const attachment = attachments[Number(context.req.param('index'))];
      if (!attachment) return context.notFound();
      return context.body(new Uint8Array(attachment.content), 200, {
        'content-type': attachment.contentType,
        'content-disposition': `attachment; filename="${attachment.fileName.replace(/[^\w.-]/g, '_')}"`,
        'x-content-type-options': 'nosniff',
      });
    }),
  );
}

function addPanelForms(app: Hono, ports: ControlPorts): void {
  app.post('/panel/clock', async (context) => {
    const order = panelOrder(await context.req.parseBody());
    if (typeof order === 'string') return page(context, <ClockPanel ports={ports} mistake={order} />, 400);
    await obeyClockOrder(ports.clock, order);
    return context.redirect('/_local', 303);
  });
  app.post('/panel/reset', async (context) => {
    await ports.reset();
    return context.redirect('/_local', 303);
  });
  app.post('/panel/mail/:id', async (context) => {
    const id = context.req.param('id');
    const { become } = await context.req.parseBody();
    if (become === 'bounce') await ports.mail.bounce(id);
    if (become === 'complain') await ports.mail.complain(id);
    return context.redirect(`/_local/inbox/${id}`, 303);
  });
}

/** The order that a form of the panel means, or what is wrong with it. */
function panelOrder(form: Record<string, unknown>): ClockOrder | string {
  if (form.move !== undefined || form.mode !== undefined) {
    const order =
      form.mode !== undefined ? { mode: form.mode } : form.move === 'next' ? { next: true } : { by: form.move };
    const parsed = v.safeParse(clockOrder, order);
    return parsed.success ? parsed.output : 'The clock can go on by a day, by a week or to the next thing due.';
  }
  const moment = parseLondon(String(form.date), String(form.time));
  return moment === undefined ? 'Give a date and a time, such as 17/09/2026 and 16:00.' : { until: toIso(moment) };
}

/** A mail's own HTML, where nothing of it can run, send a form or load anything from elsewhere. */
function sandboxed(context: Context, html: string): Response {
  const inNewWindow = html.replace(/<head([^>]*)>/i, '<head$1><base target="_blank">');
  return context.body(inNewWindow, 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `sandbox ${sandbox}; default-src 'none'; style-src 'unsafe-inline'; img-src data:`,
  });
}

function page(context: Context, content: unknown, status: 200 | 400 | 404 = 200): Response {
  return context.body(`<!doctype html>${String(content)}`, status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  });
}
