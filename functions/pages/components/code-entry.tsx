import { Input } from './input.tsx';
import { type Content, classNames, type TextSize } from './markup.ts';

export interface CodeEntryProps {
  name: string;
  id?: string | undefined;
  label: Content;
  labelSize?: TextSize | undefined;
  labelIsPageHeading?: boolean | undefined;
  hint?: Content;
  error?: Content;
  /** As typed, so that a slip can be put right; leave it out for a secret. */
  value?: string | undefined;
  /** `sent` lets a phone offer the code from a message; `room` is one that people read off a slide. */
  from: 'sent' | 'room';
}

/**
 * For a code that people read and type. Spaces, hyphens and small letters are for the server to accept: there is no
 * maxlength, which would cut a pasted code short without a word.
 */
export function CodeEntry({ from, ...field }: CodeEntryProps) {
  return (
    <Input
      {...field}
      classes={classNames('tl-code')}
      autocomplete={from === 'sent' ? 'one-time-code' : 'off'}
      autocapitalize="characters"
      spellcheck={false}
    />
  );
}
