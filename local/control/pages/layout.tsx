import type { Child } from 'hono/jsx';

/** The document around a local page. It says on every page what this is. */
export function ControlPage({ title, children }: { title: string; children: Child }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – Throughline on this machine`}</title>
        <link rel="stylesheet" href="/_local/style.css" />
      </head>
      <body>
        <header>
          <strong>Throughline on this machine</strong>
          <nav aria-label="Local control">
            <a href="/_local">Clock</a>
            <a href="/_local/inbox">Inbox</a>
            <a href="/">Site</a>
            <a href="/admin">Admin</a>
          </nav>
        </header>
        <main>
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}
