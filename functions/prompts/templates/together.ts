import type { Block } from '../../email/content.ts';
import type { Letter } from './letter.ts';

/** As much as a list of mails shows of a subject. */
const longestSubject = 100;

/**
 * Several letters to one person as one: each under its heading with its own link, greeted and signed once. Only what can
 * be turned off is put together, so the footer of one is that of all.
 */
export function together(first: Letter, others: readonly Letter[]): Letter {
  const letters = [first, ...others];
  const headings = letters.map(({ heading, subject }) => heading ?? subject);
  const counted = `${letters.length} things for you`;
  const named = `${counted}: ${headings.join('; ')}`;
  const { greeting, signature, footer } = first;
  return {
    subject: named.length <= longestSubject ? named : `${counted}: ${headings[0]}, and more`,
    preheader: headings.join('; '),
    heading: counted,
    ...(greeting !== undefined && { greeting }),
    signature,
    footer,
    blocks: letters.flatMap((letter, index) => sectionOf(letter, headings[index] ?? '')),
  };
}

function sectionOf({ blocks, action, afterAction = [] }: Letter, heading: string): Block[] {
  return [
    { kind: 'heading', text: heading },
    ...blocks,
    ...(action ? [{ kind: 'links', links: [action] } as const] : []),
    ...afterAction,
  ];
}
