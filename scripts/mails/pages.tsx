import { raw } from 'hono/html';
import type { OutgoingMail } from '../../functions/platform/mail.ts';
import type { SampleMail } from './sample-mails.ts';

const style =
  'body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #ccc;vertical-align:top}pre{white-space:pre-wrap;overflow-wrap:anywhere}';

/** A list of all e-mails: by the catalogue's code, whom they are to, and what they say first. */
export function indexPage(mails: readonly { sample: SampleMail; mail: OutgoingMail }[]): string {
  return page(
    'Every email of the path',
    <>
      <p>{mails.length} emails, written for sample people. Nothing here was sent, and their links lead nowhere.</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col">Email</th>
            <th scope="col">To</th>
            <th scope="col">Subject</th>
            <th scope="col">Parts</th>
          </tr>
        </thead>
        <tbody>
          {mails.map(({ sample, mail }) => (
            <tr>
              <td>{sample.code}</td>
              <td>{sample.name}</td>
              <td>{sample.role}</td>
              <td>{mail.subject}</td>
              <td>
                <a href={`${sample.name}.html`}>HTML</a> <a href={`${sample.name}.txt.html`}>text</a>{' '}
                {(mail.attachments ?? []).map(({ fileName }) => (
                  <a href={`${sample.name}.${fileName}`}>calendar</a>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>,
  );
}

/** The text part, as a mail program that shows no HTML would show it. */
export function textPage(mail: OutgoingMail): string {
  return page(mail.subject, <pre>{mail.text}</pre>);
}

function page(title: string, children: unknown): string {
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{raw(style)}</style>
      </head>
      <body>
        <h1>{title}</h1>
        {children}
      </body>
    </html>
  );
  return `<!DOCTYPE html>${document}`;
}
