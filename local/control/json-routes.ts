import { Hono } from 'hono';
import { Malformed, readAs } from '../../functions/domain/read-as.ts';
import type { ControlledClock, ControlPorts } from './control-ports.ts';
import { executionsJson, selectExecutions } from './executions-json.ts';
import { mailJson, selectMail } from './mail-json.ts';
import { addDuration, type ClockOrder, clockOrder, parseInstant, toIso } from './moments.ts';

/** The calls for tests and scripts: JSON in, JSON out. */
export function jsonRoutes(ports: ControlPorts): Hono {
  const app = new Hono();
  app.get('/health', (context) => context.json({ ready: true }));
  app.get('/clock', (context) => context.json(clockJson(ports.clock)));
  app.get('/mail', (context) => {
    const { to, prompt } = context.req.query();
    return context.json(selectMail(ports.mail.list(), { to, prompt }).map(mailJson));
  });
  app.get('/mail/:id', (context) => {
    const mail = ports.mail.list().find(({ id }) => id === context.req.param('id'));
    return mail ? context.json(mailJson(mail)) : context.json({ error: 'There is no such mail.' }, 404);
  });
  app.get('/executions', (context) => {
    const { status, machine } = context.req.query();
    return context.json({ executions: executionsJson(selectExecutions(ports.executions.list(), { status, machine })) });
  });
  app.get('/executions/:name/history', async (context) => {
    const name = context.req.param('name');
    const found = ports.executions
      .list()
      .find((execution) => execution.name === name || execution.executionArn === name);
    const events = found && (await ports.executions.history(found.executionArn));
    return events ? context.json({ events }) : context.json({ error: 'There is no such execution.' }, 404);
  });
  app.get('/faults', (context) => context.json(ports.faults.list()));
  addOrders(app, ports);
  return app;
}

function addOrders(app: Hono, ports: ControlPorts): void {
  app.post('/clock', async (context) => {
    const order = readAs(clockOrder, await context.req.json());
    return context.json(await obeyClockOrder(ports.clock, order));
  });
  app.post('/faults', async (context) => context.json(ports.faults.add(await context.req.json()), 201));
  app.delete('/faults', (context) => {
    ports.faults.clear();
    return context.json([]);
  });
  app.post('/functions/:name', async (context) => {
    const outcome = await ports.invoke(context.req.param('name'), await context.req.json());
    if (!outcome) return context.json({ error: 'There is no such function.' }, 404);
    return 'payload' in outcome ? context.json(outcome.payload ?? null) : context.json(outcome.error, 500);
  });
  app.post('/reset', async (context) => {
    await ports.reset();
    return context.json({ reset: true });
  });
  app.post('/mail/:id/bounce', async (context) => {
    await ports.mail.bounce(context.req.param('id'));
    return context.json({ bounced: true });
  });
  app.post('/mail/:id/complain', async (context) => {
    await ports.mail.complain(context.req.param('id'));
    return context.json({ complained: true });
  });
  app.onError((error, context) => {
    if (error instanceof Malformed) return context.json({ error: error.message }, 400);
    if (error instanceof SyntaxError) return context.json({ error: 'The body is not JSON.' }, 400);
    throw error;
  });
}

/** Moves or sets the clock; answers when all is quiet. */
export async function obeyClockOrder(
  clock: ControlledClock,
  order: ClockOrder,
): Promise<{ now: string; fired: number }> {
  if ('mode' in order) {
    if (order.mode === 'real') clock.resume();
    else clock.pause();
    return { now: toIso(clock.now()), fired: 0 };
  }
  const { now, fired } = await clock.jumpTo(targetOf(clock, order));
  return { now: toIso(now), fired };
}

function targetOf(clock: ControlledClock, order: Exclude<ClockOrder, { mode: unknown }>): number {
  if ('until' in order) return parseInstant(order.until);
  if ('by' in order) return addDuration(clock.now(), order.by);
  return clock.next() ?? clock.now();
}

function clockJson(clock: ControlledClock) {
  const next = clock.next();
  return { now: toIso(clock.now()), mode: clock.mode, next: next === undefined ? null : toIso(next) };
}
