import type { Sendable } from '../../functions/prompts/deliver-prompt.ts';
import { rehearse } from '../../local/rehearsal/rehearse.ts';
import type { Script } from '../../local/rehearsal/stage.ts';

/**
 * A prompt as both worlds tell of it: when (to the minute: the cloud's lanes keep a pace, a rehearsal doesn't), about
 * whom, to which role and address, and which one.
 */
export function told(at: number, person: number, prompt: { role: string; name: string; to: string }): string {
  return [new Date(at).toISOString().slice(0, 16), person, prompt.role, prompt.name, prompt.to].join(' ');
}

/** Whose prompts are compared, and up to when (epoch ms; no later than the stage's end). */
export interface Compared {
  readonly participants: number;
  readonly until: number;
}

/** Every prompt of a rehearsal of so many participants, sorted. */
export async function toldInRehearsal(script: Script, { participants, until }: Compared): Promise<string[]> {
  const prompts: string[] = [];
  const onPrompt = (at: number, person: number | undefined, { row, contact }: Sendable): void => {
    if (person === undefined || at > until) return;
    prompts.push(told(at, person, { role: row.role, name: row.prompt, to: contact.email }));
  };
  await rehearse(script, { participants, part: 0, of: 1 }, { onPrompt });
  return prompts.sort();
}
