import type { SentMail } from './control-ports.ts';
import { toIso } from './moments.ts';

/** A mail as `/_local/mail` gives it. */
export function mailJson(mail: SentMail) {
  return {
    id: mail.id,
    at: toIso(mail.at),
    to: mail.to,
    subject: mail.subject,
    prompt: mail.tags.prompt ?? null,
    text: mail.text,
    html: mail.html,
    links: linksOf(mail),
    attachments: mail.attachments.map(({ fileName, contentType, content }) => ({
      fileName,
      contentType,
      content: contentType.startsWith('text/') ? content.toString('utf8') : content.toString('base64'),
      encoding: contentType.startsWith('text/') ? 'utf8' : 'base64',
    })),
    from: mail.from,
    tags: mail.tags,
    headers: mail.headers,
    events: mail.events.map(({ at, kind }) => ({ at: toIso(at), kind })),
  };
}

/** Every address in a mail, each once, in the order in which they stand: those of the HTML part, then of the text. */
export function linksOf({ html, text }: Pick<SentMail, 'html' | 'text'>): string[] {
  const inHtml = [...html.matchAll(/\bhref="([^"]+)"/g)].map(([, url]) => unescapeHtml(String(url)));
  const inText = [...text.matchAll(/https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g)].map(([url]) => url);
  return [...new Set([...inHtml, ...inText])].filter((url) => /^https?:/.test(url));
}

/** Of the mails, those to an address and of a prompt, where one is named. */
export function selectMail(
  mails: readonly SentMail[],
  by: { readonly to?: string | undefined; readonly prompt?: string | undefined },
): SentMail[] {
  const to = by.to?.toLowerCase();
  return mails
    .filter((mail) => to === undefined || [...mail.to, ...mail.cc].some((address) => bareAddress(address) === to))
    .filter((mail) => by.prompt === undefined || mail.tags.prompt === by.prompt);
}

/** `Jo <jo@example.org>` is `jo@example.org`. */
function bareAddress(address: string): string {
  return (/<([^>]+)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
