import { raw } from 'hono/html';
import { renderSVG } from 'uqr';
import type { Session } from '../../domain/cohort.ts';
import { formatPeriod } from '../../domain/wording.ts';

export interface CodeSheetProps {
  session: Pick<Session, 'title' | 'startsAt' | 'endsAt' | 'checkInCode'>;
  /** Without a slash at its end. */
  siteUrl: string;
  zone: string;
}

/**
 * What stands on the slide or hangs on the wall: the address to open, the code to type, and a QR code of both. Opening
 * what the QR code says only fills in the code: people check in themselves, on any phone. It prints on one page.
 */
export function CodeSheet({ session, siteUrl, zone }: CodeSheetProps) {
  const address = `${siteUrl}/check-in`;
  const picture = renderSVG(`${address}?code=${session.checkInCode}`, { border: 2 });
  return (
    <div class="tl-code-sheet">
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{formatPeriod(session.startsAt, session.endsAt, zone)}</span> {session.title}
      </h1>
      <p class="govuk-body tl-code-sheet__how">
        Check in at <strong>{address.replace(/^https?:\/\//, '')}</strong> with the code
      </p>
      <p class="tl-code-sheet__code">{session.checkInCode}</p>
      <div class="tl-code-sheet__picture" role="img" aria-label={`QR code of ${address} with this session’s code`}>
        {raw(picture)}
      </div>
      <p class="govuk-body">Or scan the picture, and the code is filled in for you.</p>
    </div>
  );
}
