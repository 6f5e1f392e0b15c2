import type { Hono } from 'hono';
import * as v from 'valibot';
import { storyOf } from '../domain/explain-prompt.ts';
import { type Occasion, occasion } from '../domain/prompt.ts';
import { formatShort } from '../domain/short-dates.ts';
import { InsetText } from '../pages/components/inset-text.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import { type PromptPreview, previewPrompt } from '../prompts/preview-prompt.ts';
import { problemPage } from '../web/problem-page.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage } from './console-page.tsx';
import { roleWords } from './prompt-list.tsx';
import { zone } from './zone.ts';

type Shown = Extract<PromptPreview, { shows: 'email' }>;

/** One e-mail as its reader gets it, for whoever is asked "what did it say?". */
export function addEmail(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/participants/:id/email', (c) => emailPage(deps, c, 'participant', c.req.param('id')));
  app.get('/admin/nominations/:id/email', (c) => emailPage(deps, c, 'nomination', c.req.param('id')));
}

async function emailPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  kind: 'participant' | 'nomination',
  id: string,
): Promise<Response> {
  const asked = readOccasion(c.req.query('of') ?? '');
  const preview = asked && (await previewPrompt(deps, { kind, id }, asked));
  if (!preview) return problemPage(deps, c, { kind: 'not-found' });
  return consolePage(deps, c, {
    title: preview.title,
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">Email about {id}</span> {preview.title}
        </h1>
        {preview.shows === 'email' ? (
          <Email preview={preview} now={deps.clock.now()} />
        ) : (
          <p class="govuk-body">{whyNot[preview.shows]}</p>
        )}
        <p class="govuk-body">
          <a class="govuk-link" href={`/admin/${kind}s/${id}`}>
            Back to whom it is about
          </a>
        </p>
      </>
    ),
  });
}

const whyNot = {
  nobody: 'Nobody is on file to whom it would go.',
  'no-longer': 'The programme no longer has this email, so it can’t be written again.',
} as const;

/** The same text that names an e-mail within its subject. */
function readOccasion(text: string): Occasion | undefined {
  const [prompt, anchor, ordinal, role, ...more] = text.split('#');
  if (more.length > 0) return undefined;
  const read = v.safeParse(occasion, { prompt, anchor, ordinal: Number(ordinal), role });
  return read.success ? read.output : undefined;
}

function Email({ preview: { row, isAhead, to, subject, text, calendarFile }, now }: { preview: Shown; now: string }) {
  const when = (at: string) => formatShort(at, zone, now);
  return (
    <>
      <SummaryList
        classes="tl-facts"
        rows={[
          { key: 'To', value: `${to.name}, ${to.email} (${roleWords[row.role]})` },
          { key: 'Planned for', value: when(row.plannedFor) },
          { key: 'Because', value: row.because },
          { key: 'What became of it', value: isAhead ? 'It is still to be sent' : storyOf(row, when).outcome },
        ]}
      />
      <InsetText>
        This is how it would be written now. {!isAhead && 'What was sent may have said what was true then. '}Links are
        left out: they are the reader’s own.
      </InsetText>
      <article class="tl-letter" aria-labelledby="email-subject">
        <h2 class="govuk-heading-m" id="email-subject">
          {subject}
        </h2>
        <p class="tl-letter__text">{text.trim()}</p>
        {calendarFile && <p class="govuk-hint">With a file for their calendar.</p>}
      </article>
    </>
  );
}
