import type { ChangeEffect, TouchedPrompt } from '../domain/change-effects.ts';
import type { Session } from '../domain/cohort.ts';
import { changesInWords } from '../domain/session-words.ts';
import { formatShort } from '../domain/short-dates.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import { WarningText } from '../pages/components/warning-text.tsx';
import type { Previewed } from '../sessions/preview-change.ts';
import type { ConsoleContext, ConsoleDeps } from './console-deps.ts';
import { consolePage } from './console-page.tsx';
import type { Asked } from './session-change-form.ts';
import { sessionPath } from './session-path.ts';
import { zone } from './zone.ts';

type Preview = Extract<Previewed, { outcome: 'preview' }>;

/** What a change would do, whom it touches and how, with the button that makes it. */
export function previewPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  preview: Preview,
  asked: Asked,
  code: string,
): Promise<Response> {
  const { before, after } = preview;
  const changed = after[1] ?? after[0];
  const told = preview.members.filter(({ effect }) => effect.corrections.length > 0).length;
  return consolePage(deps, c, {
    title: `Before you change ${before.title}`,
    before: <BackLink href={`${sessionPath(before)}/change`}>Back without changing anything</BackLink>,
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{before.title}</span> Before you confirm
        </h1>
        <SummaryList
          rows={[
            ...changesInWords(before, changed, zone).map(({ what, was, is }) => ({
              key: what,
              value: (
                <>
                  <strong>{is}</strong>
                  <br />
                  <span class="govuk-hint">was: {was}</span>
                </>
              ),
            })),
            after[1] !== undefined && {
              key: 'For',
              value: `${after[1].onlyFor?.length ?? 0} who go to the second sitting`,
            },
            { key: 'Why', value: asked.typed.reason },
          ]}
        />
        <ul class="govuk-list govuk-list--bullet" id="what-happens">
          {sentencesOf(preview).map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
        <Confirm session={before} asked={asked} told={told} code={code} />
        <DataTable
          caption="Whom it touches"
          columns={[{ heading: 'Name' }, { heading: 'School' }, { heading: 'What they get' }]}
          rows={preview.members.map(({ name, schoolName, effect }) => [
            name,
            schoolName,
            <ul class="govuk-list">
              {linesOf(effect, deps.clock.now()).map((line) => (
                <li>{line}</li>
              ))}
            </ul>,
          ])}
          empty="It changes no e-mail of anybody."
        />
      </>
    ),
  });
}

function Confirm({ session, asked, told, code }: { session: Session; asked: Asked; told: number; code: string }) {
  return (
    <form method="post" action={`${sessionPath(session)}/change`} novalidate>
      <input type="hidden" name="confirmed" value="yes" />
      <input type="hidden" name="ask" value={asked.ask} />
      <input type="hidden" name="seen" value={String(asked.seen)} />
      <input type="hidden" name="code" value={code} />
      {Object.entries(asked.typed).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {asked.members.map((id) => (
        <input type="hidden" name="members" value={id} />
      ))}
      {told > 0 && <WarningText>What has been sent can’t be taken back.</WarningText>}
      <Button preventDoubleClick variant={asked.ask === 'cancel' ? 'warning' : undefined}>
        {confirmWords[asked.ask]}
      </Button>
    </form>
  );
}

const confirmWords: Readonly<Record<Asked['ask'], string>> = {
  edit: 'Confirm the change',
  cancel: 'Cancel the session',
  reinstate: 'Bring the session back',
  split: 'Split the session',
};

/** The blast radius in words: how many hear of it and when, and what changes for the others. */
export function sentencesOf({ members, of }: Preview): string[] {
  const corrected = members.filter(({ effect }) => effect.corrections.length > 0);
  const atOnce = corrected.filter(({ effect }) => effect.corrections.some((each) => each.atOnce));
  const others = members.filter(({ effect }) => effect.corrections.length === 0);
  const sentences = [`It touches ${members.length} of ${of} ${of === 1 ? 'participant' : 'participants'}.`];
  if (corrected.length > 0) {
    const when =
      atOnce.length === 0
        ? 'once the change has settled, so that another change within ten minutes makes no second e-mail'
        : atOnce.length === corrected.length
          ? 'at once'
          : `${atOnce.length} at once, the others once the change has settled`;
    sentences.push(
      `${countOf(corrected.length)} told of it before and ${corrected.length === 1 ? 'gets' : 'get'} one e-mail with old and new: ${when}.`,
    );
  }
  if (others.length > 0)
    sentences.push(
      `${countOf(others.length)} not told yet: only the times of ${others.length === 1 ? 'their' : 'their'} e-mails change.`,
    );
  return sentences;
}

function countOf(count: number): string {
  return count === 1 ? '1 was' : `${count} were`;
}

function linesOf({ corrections, retimed, added, dropped }: ChangeEffect, now: string): string[] {
  const when = (at: string | undefined) => (at === undefined ? '' : at <= now ? 'at once' : formatShort(at, zone, now));
  const who = ({ role }: TouchedPrompt) => (role === 'participant' ? '' : ` (${role.replaceAll('-', ' ')})`);
  const name = (prompt: TouchedPrompt) => `${prompt.title}${who(prompt)}`;
  return [
    ...corrections.map((each) => `${name(each)}: ${when(each.to)}`),
    ...added.map((each) => `${name(each)}: ${when(each.to)}`),
    ...retimed.map((each) => `${name(each)}: ${when(each.from)} → ${when(each.to)}`),
    ...dropped.map((each) => `${name(each)}: no longer (was ${when(each.from)})`),
  ];
}
