import { html } from 'hono/html';
import type { SamplePerson } from './people.ts';

/** The page of the stand-in for Cognito: one button for each sample person. It says what it is. */
export function signInPage(people: readonly SamplePerson[], action: string): string {
  const buttons = people.map(
    ({ id, name, email, groups }) => html`<li>
      <button name="person" value="${id}">
        <strong>Sign in as ${name}</strong>
        <span>${email}, ${groups.length > 0 ? `group: ${groups.join(', ')}` : 'in no group'}</span>
      </button>
    </li>`,
  );
  return frame(
    'Who is signing in?',
    html`<p>
        This page stands in for the identity provider on this machine. There are no passwords: choose one of the sample
        people.
      </p>
      <form method="post" action="${action}">
        <ul>
          ${buttons}
        </ul>
      </form>`,
  );
}

/** A page that says why there is nothing to choose. */
export function messagePage(heading: string, message: string): string {
  return frame(heading, html`<p>${message}</p>`);
}

function frame(heading: string, content: unknown): string {
  return `${html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${heading} – sample sign-in</title>
        <link rel="icon" href="data:," />
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>
          <p class="kicker">Sample sign-in</p>
          <h1>${heading}</h1>
          ${content}
        </main>
      </body>
    </html>`}`;
}

const style = `
  body { margin: 0; font: 1.125rem/1.5 system-ui, sans-serif; color: #0b0c0c; background: #f3f5f6; }
  main { max-width: 34rem; margin: 0 auto; padding: 2rem 1rem; }
  h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 1rem; }
  .kicker { margin: 0; color: #484f54; font-weight: 600; }
  ul { list-style: none; margin: 1.5rem 0 0; padding: 0; }
  li { margin: 0 0 0.75rem; }
  button { width: 100%; padding: 0.875rem 1rem; text-align: left; font: inherit; color: inherit; background: #fff;
    border: 2px solid #12384a; border-radius: 4px; cursor: pointer; }
  button strong, button span { display: block; overflow-wrap: anywhere; }
  button span { color: #484f54; font-size: 1rem; }
  button:hover { background: #eaf1f4; }
  button:focus-visible { outline: 3px solid #ffdd00; outline-offset: 0; box-shadow: 0 0 0 5px #0b0c0c; }
`;
