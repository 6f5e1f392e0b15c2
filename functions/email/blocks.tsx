import type { Block, Fact } from './content.ts';
import { describeDate } from './date-words.ts';
import { styles } from './email-styles.ts';
import { cleanLine, cleanText } from './plain-text.ts';

/** One block of an e-mail as HTML. */
export function EmailBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p class="tl-text" style={styles.paragraph}>
          <Lines text={block.text} />
        </p>
      );
    case 'heading':
      return (
        <h2 class="tl-heading" style={styles.subheading}>
          {cleanLine(block.text)}
        </h2>
      );
    case 'facts':
      return <Facts facts={block.facts} />;
    case 'dateFact':
      return <Facts facts={describeDate(block)} />;
    case 'list':
      return <BulletList items={block.items} />;
    case 'quote':
      return <Quote text={block.text} by={block.by} />;
    case 'code':
      return (
        <p class="tl-text tl-panel" style={styles.code}>
          {cleanLine(block.text)}
        </p>
      );
    case 'notice':
      return <Notice text={block.text} title={block.title} />;
    case 'links':
      return <Links links={block.links} />;
    default:
      throw new Error(`Unknown block: ${JSON.stringify(block satisfies never)}`);
  }
}

function Lines({ text }: { text: string }) {
  return (
    <>
      {cleanText(text)
        .split('\n')
        .map((line, index) => (
          <>
            {index > 0 && <br />}
            {line}
          </>
        ))}
    </>
  );
}

/** A real table: its labels are row headers. A value in another script keeps its own direction (`bdi`). */
function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <table class="tl-rule" style={styles.facts} cellpadding="0" cellspacing="0">
      {facts.map(({ label, value }) => (
        <tr>
          <th scope="row" class="tl-text tl-rule tl-stack" style={styles.factLabel}>
            {cleanLine(label)}
          </th>
          <td class="tl-text tl-rule tl-stack-value" style={styles.factValue}>
            <bdi>
              <Lines text={value} />
            </bdi>
          </td>
        </tr>
      ))}
    </table>
  );
}

function BulletList({ items }: { items: readonly string[] }) {
  return (
    <ul class="tl-text" style={styles.list}>
      {items.map((item) => (
        <li style={styles.item}>{cleanLine(item)}</li>
      ))}
    </ul>
  );
}

function Quote({ text, by }: { text: string; by: string | undefined }) {
  return (
    <blockquote class="tl-text tl-rule" style={styles.quote}>
      <Lines text={text} />
      {by !== undefined && (
        <>
          <br />
          {cleanLine(by)}
        </>
      )}
    </blockquote>
  );
}

function Notice({ text, title }: { text: string; title: string | undefined }) {
  return (
    <div class="tl-text tl-panel" style={styles.notice}>
      {title !== undefined && (
        <>
          <strong>{cleanLine(title)}</strong>
          <br />
        </>
      )}
      <Lines text={text} />
    </div>
  );
}

function Links({ links }: { links: readonly { label: string; url: string }[] }) {
  return (
    <>
      {links.map(({ label, url }) => (
        <p class="tl-text" style={styles.paragraph}>
          <a class="tl-link" href={url} style={styles.link}>
            {cleanLine(label)}
          </a>
        </p>
      ))}
    </>
  );
}
