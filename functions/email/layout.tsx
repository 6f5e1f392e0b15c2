import { raw } from 'hono/html';
import { EmailBlock } from './blocks.tsx';
import type { EmailContent } from './content.ts';
import { colours, styleSheet, styles } from './email-styles.ts';
import { cleanLine, cleanText } from './plain-text.ts';
import { preferencesLabel, runByLine } from './text-part.ts';

/**
 * An e-mail's HTML part: tables for layout (marked as presentation), styles inline, no image, no script, nothing
 * fetched from anywhere, so that it reads the same with pictures turned off and tells nobody that it was opened.
 */
export function EmailDocument({ content }: { content: EmailContent }) {
  return (
    <>
      {raw('<!DOCTYPE html>')}
      <html lang="en" dir="ltr">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="supported-color-schemes" content="light dark" />
          <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
          <title>{cleanLine(content.subject)}</title>
          <style>{raw(styleSheet)}</style>
        </head>
        <body class="tl-page" style={styles.page}>
          {content.preheader !== undefined && <div style={styles.preheader}>{cleanLine(content.preheader)}</div>}
          <table {...presentation} class="tl-page" style={styles.outer} bgcolor={colours.page}>
            <tr>
              <td align="center" style="padding:16px 8px">
                <Card content={content} />
              </td>
            </tr>
          </table>
        </body>
      </html>
    </>
  );
}

const presentation = { role: 'presentation', cellpadding: '0', cellspacing: '0' };

/** Outlook for Windows knows no max-width: it gets a table of 600 pixels around ours. */
const outlookOpens = raw(
  '<!--[if mso]><table role="presentation" width="600" align="center" cellpadding="0" cellspacing="0"><tr><td><![endif]-->',
);
const outlookCloses = raw('<!--[if mso]></td></tr></table><![endif]-->');

function Card({ content }: { content: EmailContent }) {
  return (
    <>
      {outlookOpens}
      <table {...presentation} class="tl-card" style={styles.card} bgcolor={colours.card}>
        <tr>
          <td class="tl-pad" align="left" style={styles.mast} bgcolor={colours.ink}>
            <p style={styles.wordmark}>Throughline</p>
          </td>
        </tr>
        <tr>
          <td class="tl-pad" align="left" style={styles.content}>
            <Body content={content} />
          </td>
        </tr>
        <tr>
          <td class="tl-pad tl-rule" align="left" style={styles.footer}>
            <Footer footer={content.footer} />
          </td>
        </tr>
      </table>
      {outlookCloses}
    </>
  );
}

function Body({ content }: { content: EmailContent }) {
  return (
    <>
      <h1 class="tl-heading" style={styles.heading}>
        {cleanLine(content.heading ?? content.subject)}
      </h1>
      {content.greeting !== undefined && (
        <p class="tl-text" style={styles.paragraph}>
          {cleanLine(content.greeting)}
        </p>
      )}
      {content.blocks.map((block) => (
        <EmailBlock block={block} />
      ))}
      {content.action && <Action action={content.action} />}
      {(content.afterAction ?? []).map((block) => (
        <EmailBlock block={block} />
      ))}
      <p class="tl-text" style={styles.signature}>
        {content.signature.map((line, index) => (
          <>
            {index > 0 && <br />}
            {cleanLine(line)}
          </>
        ))}
      </p>
    </>
  );
}

function Action({ action: { label, url } }: { action: { label: string; url: string } }) {
  return (
    <>
      <table {...presentation} class="tl-wide" style={styles.buttonTable}>
        <tr>
          <td class="tl-wide" style={styles.buttonCell} bgcolor={colours.action}>
            <a href={url} style={styles.button}>
              {cleanLine(label)}
            </a>
          </td>
        </tr>
      </table>
      <p class="tl-quiet" style={styles.fallback}>
        If the button does not work, copy this address into your browser: <br />
        <a class="tl-link" href={url} style={styles.link}>
          {url}
        </a>
      </p>
    </>
  );
}

function Footer({ footer }: { footer: EmailContent['footer'] }) {
  return (
    <>
      <p class="tl-quiet" style={styles.small}>
        {cleanText(footer.why)}
      </p>
      {footer.preferencesUrl !== undefined && (
        <p class="tl-quiet" style={styles.small}>
          <a class="tl-link" href={footer.preferencesUrl} style={styles.link}>
            {preferencesLabel}
          </a>
        </p>
      )}
      <p class="tl-quiet" style={styles.small}>
        {runByLine(footer.runBy)}
      </p>
    </>
  );
}
