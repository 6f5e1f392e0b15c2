import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Clash, clashesOf } from '../../local/rehearsal/calendar/clashes.ts';
import { comparePlans } from '../../local/rehearsal/calendar/compare-plans.ts';
import { type MailPlan, planMails } from '../../local/rehearsal/calendar/mail-plan.ts';
import type { Move } from '../../local/rehearsal/calendar/move.ts';
import type { Comparison } from './page/change-list.tsx';
import { rehearsalPage } from './page/rehearsal-page.tsx';
import { clashTitles, dateWithYear, titleOf } from './page/words.ts';
import { planAsCsv, planAsIcs } from './plan-files.ts';
import type { Files } from './read-files.ts';
import { takePicture } from './take-picture.ts';

/** What a lead asked for. */
export interface Asked {
  readonly files: Files;
  readonly seed: number;
  /** What the rehearsal is compared with. */
  readonly against?: { readonly title: string; readonly files: Files };
  readonly move?: Move;
  readonly html?: string;
  readonly csv?: string;
  readonly ics?: string;
  /** A picture of the page at a desk's width. */
  readonly picture?: string;
}

/** Rehearses one person of each kind, writes the files that are asked for and answers what to print. */
export async function showPlan(asked: Asked): Promise<string[]> {
  const { plan, comparison } = await compared(asked);
  const outputs = [
    [asked.html, () => rehearsalPage(plan, comparison)],
    [asked.csv, () => planAsCsv(plan)],
    [asked.ics, () => planAsIcs(plan)],
  ] as const;
  const written = outputs.flatMap(([file, content]) => {
    if (file === undefined) return [];
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content());
    return [`written: ${file}`];
  });
  if (asked.picture !== undefined) {
    await takePicture(rehearsalPage(plan, comparison), asked.picture);
    written.push(`written: ${asked.picture}`);
  }
  const clashes = clashesOf(plan);
  return [
    `${plan.mails.length} e-mails about ${plan.kinds.length} kinds of people, ${clashes.length} clashes`,
    ...clashes.map((clash) => clashLine(plan, clash)),
    ...(comparison ? [`${comparison.title}: ${comparison.changes.length} e-mails change`] : []),
    ...written,
  ];
}

async function compared(asked: Asked): Promise<{ plan: MailPlan; comparison?: Comparison }> {
  const { files, seed, against, move } = asked;
  const plan = await planMails({ ...files, seed }, move);
  if (!against && !move) return { plan };
  const before = await planMails({ ...(against?.files ?? files), seed });
  const title = [
    ...(against ? [`Compared with ${against.title}`] : []),
    ...(move ? [`${titleOfSession(plan, move.session)} moved to ${move.to.replace('T', ' ')}`] : []),
  ].join(', ');
  return { plan, comparison: { title, changes: comparePlans(before, plan) } };
}

function titleOfSession({ sessions }: MailPlan, id: string): string {
  return sessions.find((session) => session.id === id)?.title ?? id;
}

function clashLine({ kinds }: MailPlan, { what, date, about, mails: [mail] }: Clash): string {
  const kind = kinds.find(({ key }) => key === mail?.kind)?.title ?? '';
  const to = mail ? titleOf(mail.role) : '';
  return `  ${dateWithYear(date).padEnd(16)}${to.padEnd(13)}${clashTitles[what]}${about ? `: ${about}` : ''} (${kind})`;
}
