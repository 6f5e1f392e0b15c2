import { type Quota, quotas } from './quotas.ts';
import type { Scale } from './scales.ts';

const number = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 0 });

/** `docs/capacity.md`, from what was rehearsed. */
export function capacityPage(scales: readonly Scale[], made: { readonly on: string; readonly by: string }): string {
  return `# How much it carries

Written by \`${made.by}\` on ${made.on}; don't edit it by hand. Quotas are AWS's defaults for London (eu-west-2), as their pages
said in November 2026; a new account may have less until it is used, and most can be raised by asking.

${scales.map(lineOf).join('\n')}

Everybody is on one calendar, which is the worst case: hubs that choose other days for their sessions share no peak. Work Group
participants are counted as if each were in the lead teachers' programme, whose people are rehearsed; they are sent fewer e-mails.
In a rehearsal everything due at one moment happens within its second. Where a peak is above a rate, AWS makes it last longer:
the number of times over the limit is about the number of seconds (of SES: minutes) that it then takes.

Two needs are taken from the transitions, not measured: at most one SendTask call in four transitions, and half of the
transitions with a function that runs for a fifth of a second.

## What the rehearsals came to

| over the two years | ${scales.map(({ name }) => name).join(' | ')} |
|---|${scales.map(() => '--:').join('|')}|
${totals.map(([name, field]) => `| ${name} | ${scales.map(({ figures }) => number(figures[field])).join(' | ')} |`).join('\n')}

## Against the quotas

Needed at the busiest, and how many times the quota that is.

| quota | limit | ${scales.map(({ name }) => name).join(' | ')} | reached at |
|---|--:|${scales.map(() => '--:').join('|')}|--:|
${quotas.map((quota) => quotaLine(quota, scales)).join('\n')}

## What breaks first

${firstOf(scales)
  .map((quota, place) => `${place + 1}. **${quota.name}.** ${quota.beyond} ${quota.moves}`)
  .join('\n')}

Nothing is lost at any of them: what is due is in the table, and comes later.

DynamoDB's partitions take 1,000 units a second each (${dynamoPartition}). A participant's, a nomination's and a cohort's rows are
partitions of their own; the busiest of them took ${share(scales)} of all writes of the largest rehearsal, spread over its two years,
and it holds one cohort with everybody in it, where a hub's has some dozens. The slot item that keeps the mailer's pace is
written once for each batch, fewer times a second than SES's rate.

## Sources

${quotas.map(({ name, source }) => `- ${name}: ${source}`).join('\n')}
`;
}

const dynamoPartition = 'https://repost.aws/knowledge-center/on-demand-table-throttling-dynamodb';

const totals = [
  ['participants', 'participants'],
  ['nominations', 'nominated'],
  ['e-mails', 'prompts'],
  ['executions', 'executions'],
  ['state transitions', 'transitions'],
  ['write units', 'writeUnits'],
] as const;

function lineOf({ name, participants, from }: Scale): string {
  const how = from === undefined ? 'rehearsed' : `**scaled up from ${number(from)} rehearsed, not run**`;
  return `- ${name}: ${number(participants)} participants, ${how}`;
}

function quotaLine(quota: Quota, scales: readonly Scale[]): string {
  const cells = scales.map(({ figures }) => {
    const need = quota.need(figures);
    const times = need / quota.limit;
    const cell = `${number(need)} (${timesInWords(times)})`;
    return times > 1 ? `**${cell}**` : cell;
  });
  const reached = quota.grows ? `${number(reachedAt(quota, scales))} participants` : 'does not grow';
  return `| ${quota.name} | ${number(quota.limit)} ${quota.unit} | ${cells.join(' | ')} | ${reached} |`;
}

/** Two significant digits, without an exponent. */
function timesInWords(times: number): string {
  if (times < 0.01) return 'under 0.01';
  return times.toLocaleString('en-GB', { maximumSignificantDigits: 2 });
}

/** By the largest rehearsal that was run. */
function reachedAt(quota: Quota, scales: readonly Scale[]): number {
  const run = scales.filter(({ from }) => from === undefined).at(-1);
  return run ? (quota.limit / quota.need(run.figures)) * run.participants : Number.NaN;
}

/** The three that the fewest participants reach. */
function firstOf(scales: readonly Scale[]): Quota[] {
  return quotas
    .filter(({ grows }) => grows)
    .sort((a, b) => reachedAt(a, scales) - reachedAt(b, scales))
    .slice(0, 3);
}

function share(scales: readonly Scale[]): string {
  const run = scales.filter(({ from }) => from === undefined).at(-1);
  return `${((run?.figures.hottestPartitionShare ?? 0) * 100).toFixed(1)} %`;
}
