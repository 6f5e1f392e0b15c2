import type { SentMail } from '../control-ports.ts';
import { linksOf } from '../mail-json.ts';
import { inWords } from '../moments.ts';
import { ControlPage } from './layout.tsx';

export function InboxPage({ mails, to }: { mails: readonly SentMail[]; to: string }) {
  return (
    <ControlPage title="Inbox">
      <p class="note">Every e-mail that the service sent, whoever it was for. None of them left this machine.</p>
      <form method="get" action="/_local/inbox" class="row">
        <div>
          <label for="to">Only to this address</label>
          <input type="search" id="to" name="to" value={to} autocomplete="off" />
        </div>
        <button type="submit" class="quiet">
          Show
        </button>
      </form>
      {mails.length === 0 ? <p>No e-mails{to && ` to ${to}`} yet.</p> : <MailTable mails={mails} />}
    </ControlPage>
  );
}

function MailTable({ mails }: { mails: readonly SentMail[] }) {
  return (
    <div class="table">
      <table>
        <caption>{mails.length === 1 ? 'One e-mail' : `${mails.length} e-mails`}, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Sent (London)</th>
            <th scope="col">To</th>
            <th scope="col">Subject</th>
            <th scope="col">What became of it</th>
          </tr>
        </thead>
        <tbody>
          {mails.toReversed().map((mail) => (
            <tr>
              <td>{inWords(mail.at)}</td>
              <td>{mail.to.join(', ')}</td>
              <td>
                <a href={`/_local/inbox/${mail.id}`}>{mail.subject}</a>
              </td>
              <td>{mail.events.at(-1)?.kind ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function MailPage({ mail }: { mail: SentMail }) {
  return (
    <ControlPage title={mail.subject}>
      <MailFacts mail={mail} />
      <h2>As it looks</h2>
      <iframe title="The e-mail’s HTML part" src={`/_local/inbox/${mail.id}/html`} sandbox={sandbox} />
      <h2>As text</h2>
      <pre>{mail.text}</pre>
      <Links links={linksOf(mail)} />
      <Attachments mail={mail} />
      <h2>What if …</h2>
      <form method="post" action={`/_local/panel/mail/${mail.id}`} class="row">
        <button type="submit" name="become" value="bounce" class="quiet">
          Bounce this
        </button>
        <button type="submit" name="become" value="complain" class="quiet">
          Complain
        </button>
      </form>
    </ControlPage>
  );
}

/** Links may open the site in a window of its own; nothing in a mail may run. */
export const sandbox = 'allow-popups allow-popups-to-escape-sandbox';

function MailFacts({ mail }: { mail: SentMail }) {
  return (
    <dl>
      <dt>From</dt>
      <dd>{mail.from}</dd>
      <dt>To</dt>
      <dd>{[...mail.to, ...mail.cc].join(', ')}</dd>
      <dt>Sent</dt>
      <dd>{inWords(mail.at)} (London)</dd>
      <dt>Prompt</dt>
      <dd>{mail.tags.prompt ?? 'none'}</dd>
      <dt>Since then</dt>
      <dd>{mail.events.map(({ at, kind }) => `${kind} ${inWords(at)}`).join('; ') || 'nothing'}</dd>
    </dl>
  );
}

function Links({ links }: { links: readonly string[] }) {
  if (links.length === 0) return <p>There is no link in it.</p>;
  return (
    <>
      <h2>Links in it</h2>
      <ul>
        {links.map((link) => (
          <li>
            <a href={link}>{link}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Attachments({ mail }: { mail: SentMail }) {
  if (mail.attachments.length === 0) return <p>Nothing is attached.</p>;
  return (
    <>
      <h2>Attached</h2>
      <ul>
        {mail.attachments.map(({ fileName, contentType, content }, index) => (
          <li>
            <a href={`/_local/inbox/${mail.id}/attachments/${index}`}>{fileName}</a> ({contentType}, {content.length}{' '}
            bytes)
          </li>
        ))}
      </ul>
    </>
  );
}
