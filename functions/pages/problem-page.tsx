import { formatMoment } from '../domain/wording.ts';
import { Button } from './components/button.tsx';
import { Checkboxes } from './components/checkboxes.tsx';
import type { Content } from './components/markup.ts';
import { type PageProps, renderPage, type Site } from './shell.tsx';

/**
 * A form that asks for a fresh link: it goes to the address on file, and the page never says whose that is. Its box has
 * to be ticked, since mail scanners press buttons.
 */
export interface FreshLinkForm {
  action: string;
  fields: Readonly<Record<string, string>>;
  error?: string | undefined;
}

/** Why a request can't be answered as asked. */
export type Problem =
  | { kind: 'not-found' }
  | { kind: 'expired-link'; freshLink?: FreshLinkForm | undefined }
  | { kind: 'forged-link' }
  | { kind: 'too-large'; limitKibibytes: number; isUpload?: boolean }
  | { kind: 'wrong-content-type' }
  | { kind: 'other-origin' }
  | { kind: 'too-many-requests'; tryAgainAt: string; zone: string }
  | { kind: 'not-allowed' }
  | { kind: 'server-error'; reference: string };

export type ProblemKind = Problem['kind'];

/** The HTTP status of each problem's page. */
export const problemStatus = {
  'not-found': 404,
  'expired-link': 410,
  'forged-link': 403,
  'too-large': 413,
  'wrong-content-type': 415,
  'other-origin': 403,
  'too-many-requests': 429,
  'not-allowed': 403,
  'server-error': 500,
} as const satisfies Record<ProblemKind, number>;

/** The page for a problem, in words that say what to do; with what is around every other page (`frame`). */
export async function renderProblem(
  site: Site,
  problem: Problem,
  frame: Pick<PageProps, 'navigation' | 'account'> = {},
): Promise<{ status: (typeof problemStatus)[ProblemKind]; html: string }> {
  const { title, body } = describeProblem(problem);
  const html = await renderPage({
    site,
    title,
    ...frame,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {body}
        <Contact site={site} />
      </>
    ),
  });
  return { status: problemStatus[problem.kind], html };
}

function describeProblem(problem: Problem): { title: string; body: Content } {
  switch (problem.kind) {
    case 'not-found':
      return {
        title: 'Page not found',
        body: lines(
          'If you typed the address, check that it is right. If you pasted it, check that you copied all of it.',
        ),
      };
    case 'expired-link':
      return { title: 'This link has expired', body: <ExpiredLink freshLink={problem.freshLink} /> };
    case 'forged-link':
      return {
        title: 'This link does not work',
        body: lines(
          'Part of the address may be missing. Go back to the e-mail and open the link again, or copy the whole address from the e-mail into your browser.',
          'Nothing has been changed.',
        ),
      };
    case 'too-large':
      if (problem.isUpload)
        return {
          title: 'The file is too large',
          body: lines(
            `A file, with all that is on its page, may come to ${problem.limitKibibytes} KiB. Go back, split it into several, and hand them in one after the other.`,
            'Nothing has been saved.',
          ),
        };
      return {
        title: 'Your answers are too long',
        body: lines(
          `All the answers of one page may come to ${problem.limitKibibytes} KiB, which is many pages of text. Go back, shorten them and send them again.`,
          'Nothing has been saved.',
        ),
      };
    case 'wrong-content-type':
      return {
        title: 'We could not read what was sent',
        body: lines(
          'It did not come as one of our forms sends it. Open the form again and send it from there.',
          'Nothing has been saved.',
        ),
      };
    case 'other-origin':
      return {
        title: 'This form came from another website',
        body: lines(
          'For your safety we only take answers that are sent from our own pages. Open the page from our e-mail and send it again.',
          'Nothing has been changed.',
        ),
      };
    case 'too-many-requests':
      return {
        title: 'Too many requests',
        body: lines(
          `You can try again from ${formatMoment(problem.tryAgainAt, problem.zone)}.`,
          'Nothing that you sent before has been lost.',
        ),
      };
    case 'not-allowed':
      return {
        title: 'You can’t see this page',
        body: lines(
          'You are signed in, but your account may not open this page. Ask an administrator of your hub if you need it.',
        ),
      };
    case 'server-error':
      return { title: 'Sorry, something went wrong', body: <ServerError reference={problem.reference} /> };
    default:
      throw new Error(`Unknown problem: ${JSON.stringify(problem satisfies never)}`);
  }
}

function lines(...paragraphs: string[]): Content {
  return paragraphs.map((text) => <p class="govuk-body">{text}</p>);
}

function ExpiredLink({ freshLink }: { freshLink: FreshLinkForm | undefined }) {
  return (
    <>
      {lines('The links in our e-mails work for a limited time, for your safety. Nothing has been changed.')}
      {freshLink && (
        <form method="post" action={freshLink.action}>
          {Object.entries(freshLink.fields).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <Checkboxes
            name="send"
            items={[{ value: 'yes', label: 'Send a fresh link to the e-mail address that we hold' }]}
            error={freshLink.error}
          />
          <Button preventDoubleClick>Send it</Button>
        </form>
      )}
    </>
  );
}

function ServerError({ reference }: { reference: string }) {
  return (
    <>
      {lines('Try again in a few minutes. What you had already sent and saw confirmed has been kept.')}
      <p class="govuk-body">
        If it happens again, tell us this reference: <span class="tl-reference">{reference}</span>
      </p>
    </>
  );
}

function Contact({ site }: { site: Site }) {
  if (!site.contact) return null;
  return (
    <p class="govuk-body">
      If you need help:{' '}
      <a class="govuk-link" href={site.contact.href}>
        {site.contact.text}
      </a>
    </p>
  );
}
