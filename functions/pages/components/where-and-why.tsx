import { type Content, classNames } from './markup.ts';

export interface WhereAndWhyProps {
  /** The whole answer in one sentence: “Waiting until Tuesday 3 March, 4:00pm to remind Ada about Central Day 3.” */
  sentence: Content;
  kicker?: string | undefined;
  detail?: Content;
  /** What the reader can do about it, if anything. */
  action?: Content;
  /** `needs-you` where it waits for the reader, `stopped` where it can't go on by itself. */
  tone?: 'calm' | 'needs-you' | 'stopped' | undefined;
}

/** Where somebody is and why, in one sentence, before everything else on the page. */
export function WhereAndWhy({ sentence, kicker, detail, action, tone = 'calm' }: WhereAndWhyProps) {
  return (
    <div class={classNames('tl-where', tone !== 'calm' && `tl-where--${tone}`)}>
      <p class="tl-where__kicker">{kicker ?? 'Where things stand'}</p>
      <p class="tl-where__sentence">{sentence}</p>
      {detail && <p class="tl-where__detail">{detail}</p>}
      {action && <div class="tl-where__action">{action}</div>}
    </div>
  );
}
