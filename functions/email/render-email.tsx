import type { EmailContent } from './content.ts';
import { EmailDocument } from './layout.tsx';
import { cleanLine } from './plain-text.ts';
import { renderText } from './text-part.ts';

export interface RenderedEmail {
  subject: string;
  html: string;
  text: string;
}

/**
 * An e-mail's subject, HTML and text from one content.
 *
 * @throws TypeError if a link is not an absolute http or https address: a part of it would be of no use on paper
 */
export async function renderEmail(content: EmailContent): Promise<RenderedEmail> {
  for (const url of listUrls(content)) requireWebAddress(url);
  const html = (await (<EmailDocument content={content} />)).toString();
  return { subject: cleanLine(content.subject), html, text: renderText(content) };
}

function listUrls(content: EmailContent): string[] {
  const blocks = [...content.blocks, ...(content.afterAction ?? [])];
  const urls = blocks.flatMap((block) => (block.kind === 'links' ? block.links.map((link) => link.url) : []));
  if (content.action) urls.push(content.action.url);
  if (content.footer.preferencesUrl !== undefined) urls.push(content.footer.preferencesUrl);
  return urls;
}

function requireWebAddress(url: string): void {
  const { protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new TypeError(`An e-mail can't link to ${protocol}`);
  if (/\s/.test(url)) throw new TypeError('An address in an e-mail has white space in it.');
}
