import type { Block, EmailContent, Fact } from './content.ts';
import { describeDate } from './date-words.ts';
import { cleanLine, cleanText, wrapText } from './plain-text.ts';

/** The text part: the same words in the same order, each link with its whole address on a line of its own. */
export function renderText(content: EmailContent): string {
  const { action, footer } = content;
  const parts = [
    cleanLine(content.heading ?? content.subject),
    content.greeting && wrapText(cleanLine(content.greeting)),
    ...content.blocks.map(renderBlock),
    action && renderLink(action),
    ...(content.afterAction ?? []).map(renderBlock),
    content.signature.map(cleanLine).join('\n'),
    '-'.repeat(20),
    wrapText(cleanText(footer.why)),
    footer.preferencesUrl && renderLink({ label: preferencesLabel, url: footer.preferencesUrl }),
    wrapText(runByLine(footer.runBy)),
  ];
  return `${parts.filter((part) => part).join('\n\n')}\n`;
}

export const preferencesLabel = 'Choose which reminders you get';

export function runByLine(runBy: string): string {
  return `Throughline is run by ${cleanLine(runBy)}.`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return wrapText(cleanText(block.text));
    case 'heading':
      return wrapText(cleanLine(block.text));
    case 'facts':
      return block.facts.map(renderFact).join('\n');
    case 'list':
      return block.items.map((item) => wrapText(cleanLine(item), '- ', '  ')).join('\n');
    case 'dateFact':
      return describeDate(block).map(renderFact).join('\n');
    case 'quote':
      return [wrapText(cleanText(block.text), '> '), block.by && wrapText(cleanLine(block.by), '> ')]
        .filter((part) => part)
        .join('\n');
    case 'code':
      return cleanLine(block.text);
    case 'notice':
      return [block.title && wrapText(cleanLine(block.title), '| '), wrapText(cleanText(block.text), '| ')]
        .filter((part) => part)
        .join('\n');
    case 'links':
      return block.links.map(renderLink).join('\n\n');
    default:
      throw new Error(`Unknown block: ${JSON.stringify(block satisfies never)}`);
  }
}

function renderFact({ label, value }: Fact): string {
  return wrapText(`${cleanLine(label)}: ${cleanText(value)}`, '', '  ');
}

function renderLink({ label, url }: { label: string; url: string }): string {
  return `${wrapText(`${cleanLine(label)}:`)}\n${url}`;
}
