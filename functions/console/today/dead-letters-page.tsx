import { BackLink } from '../../pages/components/back-link.tsx';
import { InsetText } from '../../pages/components/inset-text.tsx';
import type { ConsoleContext, ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';

/** What was given up: how much of it there is, what goes on without it, and what whoever looks after the service does. */
export async function deadLettersPage(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const number = await deps.deadLetters.count();
  return consolePage(deps, c, {
    title: 'What was given up',
    width: 'reading',
    before: <BackLink href="/admin" />,
    children: (
      <>
        <h1 class="govuk-heading-l">What was given up</h1>
        <InsetText>{number === 0 ? 'Nothing was given up.' : `${countWords(number)} after every try.`}</InsetText>
        <p class="govuk-body">
          Journeys go on without it: within a quarter of an hour the sweep wakes whoever was not woken, begins what was
          not begun, and puts emails that nothing carries back on their queue, or holds them for you.
        </p>
        <h2 class="govuk-heading-m">What to do</h2>
        <ul class="govuk-list govuk-list--bullet">
          <li>
            Look at{' '}
            <a class="govuk-link" href="/admin/held">
              the emails that are held
            </a>{' '}
            and at whatever has stopped on{' '}
            <a class="govuk-link" href="/admin?need=stopped">
              Today
            </a>
            .
          </li>
          <li>
            Tell whoever looks after the service: they find what was given up in the queue DeadLetters, where it is kept
            for 14 days, mend the cause and send it round again.
          </li>
        </ul>
      </>
    ),
  });
}

export function countWords(number: number): string {
  return number === 1 ? 'About 1 message was given up' : `About ${number} messages were given up`;
}
