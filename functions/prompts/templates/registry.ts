import type { PromptContext, Template } from './context.ts';
import type { Letter } from './letter.ts';

/** A published programme names a template that this release does not have, or not about such a subject. */
class UnknownTemplate extends Error {
  override readonly name = 'UnknownTemplate';
}

/**
 * Writes the letter of a context by the template that the programme names. The words about each kind of subject are in a
 * file of their own, which is read with the first letter about one: most batches of the mailer are about one kind.
 */
export async function writeLetter(context: PromptContext): Promise<Letter> {
  switch (context.kind) {
    case 'nomination':
      return write((await import('./about-nomination.ts')).templates, context);
    case 'participant':
      return write((await import('./about-participant.ts')).templates, context);
    case 'work-group':
      return write((await import('./about-work-group.ts')).templates, context);
    case 'cohort':
      return write((await import('./about-cohort.ts')).templates, context);
  }
}

function write<Context extends PromptContext>(
  templates: Readonly<Record<string, Template<Context>>>,
  context: Context,
): Letter {
  const template = templates[context.rule.template];
  if (!template) throw new UnknownTemplate(`There is no template "${context.rule.template}" about a ${context.kind}`);
  return template(context);
}
