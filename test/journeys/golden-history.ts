import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect } from 'vitest';
import { drivenSk, partition } from '../../functions/platform/keys.ts';
import { type LedgerRow, ledgerRow } from '../../functions/prompts/ledger-row.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';

const folder = join(import.meta.dirname, 'golden');
const logLine = v.object({ at: v.string(), what: v.string(), to: v.string(), why: v.string(), by: v.string() });

/** Somebody in a history: which kind of subject, by which id, and what they are called in the file. */
export interface Figure {
  readonly kind: 'participant' | 'nomination';
  readonly id: string;
  readonly called: string;
}

interface Entered {
  readonly at: number;
  readonly execution: string;
  readonly state: string;
}

/**
 * Writes down what the executions do from now on, and tells it, with the ledger and the record, in lines that can be
 * read in a review: a line for each time that an execution was awake, with the states that it entered, and a line for
 * each e-mail and each change.
 */
export class HistoryKeeper {
  readonly #world: InMemoryWorld;
  readonly #entered: Entered[] = [];
  readonly #since: string;

  constructor(world: InMemoryWorld) {
    this.#world = world;
    this.#since = world.deps.clock.now();
    world.executions.onEntered = (execution, state) =>
      void this.#entered.push({ at: world.clock.now(), execution, state });
  }

  async tell(figures: readonly Figure[]): Promise<string> {
    const parts: string[] = [];
    for (const figure of figures) {
      parts.push(
        `The executions of ${figure.called}`,
        ...this.#executionLines(figure),
        '',
        `The e-mails about ${figure.called}`,
        ...(await this.#ledgerLines(figure)),
        '',
        `The record of ${figure.called}`,
        ...(await this.#recordLines(figure)),
        '',
      );
    }
    const names = figures.reduce((text, { id, called }) => text.replaceAll(id, `(${called})`), parts.join('\n'));
    return withoutReferences(names);
  }

  #executionLines({ id }: Figure): string[] {
    const lines: { at: string; execution: string; states: string[] }[] = [];
    for (const { at, execution, state } of this.#entered.filter(
      (each) => each.execution.startsWith(`${id}-`) && !isChoice(each),
    )) {
      const minute = minuteOf(at);
      const known = lines.find((line) => line.at === minute && line.execution === execution);
      if (known) known.states.push(state);
      else lines.push({ at: minute, execution, states: [state] });
    }
    const ends = this.#world.executions
      .list()
      .filter(({ name, status }) => name.startsWith(`${id}-`) && status !== 'RUNNING');
    return [
      ...lines.map(({ at, execution, states }) => `${at}  leg ${legOf(execution)}: ${states.join(', ')}`),
      ...ends.map(({ name, status, stoppedAt }) => `${minuteOf(stoppedAt ?? 0)}  leg ${legOf(name)} ended: ${status}`),
    ].sort(byMinute);
  }

  async #ledgerLines({ kind, id }: Figure): Promise<string[]> {
    const rows = await this.#world.table.queryAll({ pk: partition.subject(kind, id), prefix: 'E#PROMPT#' });
    return rows
      .map((row) => v.parse(ledgerRow, row))
      .filter(({ queuedAt }) => queuedAt >= this.#since)
      .map(ledgerLine)
      .sort();
  }

  async #recordLines({ kind, id }: Figure): Promise<string[]> {
    const rows = await this.#world.table.queryAll({ pk: partition.subject(kind, id), prefix: 'LOG#' });
    return rows
      .filter(({ sk }) => sk !== drivenSk)
      .map((row) => v.parse(logLine, row))
      .filter(({ at }) => at >= this.#since)
      .map(
        ({ at, what, to, why, by }) => `${minuteOf(Date.parse(at))}  ${what}: ${to}${why ? ` (${why})` : ''}, by ${by}`,
      )
      .sort();
  }
}

function ledgerLine({ prompt, anchor, ordinal, role, state, reason, ...times }: LedgerRow): string {
  const at = times.acceptedAt ?? times.settledAt ?? times.queuedAt;
  const chase = ordinal > 0 ? `, chase ${ordinal}` : '';
  return `${minuteOf(Date.parse(at))}  ${prompt}${chase}, ${anchor}, to ${role}: ${state}${reason ? ` (${reason})` : ''}`;
}

/** A Choice says nothing that the state after it does not say. */
function isChoice({ state }: Entered): boolean {
  return state.startsWith('Route');
}

/** `2026-11-17 16:00`, in UTC. */
function minuteOf(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

function legOf(execution: string): string {
  return execution.split('-').at(-1) ?? '';
}

/** Lines of one minute stay as they came. */
function byMinute(a: string, b: string): number {
  return a.slice(0, 16).localeCompare(b.slice(0, 16));
}

/** References of eight characters are random: what is left of them names nobody. */
function withoutReferences(text: string): string {
  return text.replace(/\b(?=[A-Z2-9]*[2-9])(?=[2-9]*[A-Z])[A-Z2-9]{8}\b/g, '(a reference)');
}

/** Holds a history to its file under `golden/`. `GOLDEN=write` writes the files anew, to be looked at in the diff. */
export function expectGolden(name: string, told: string): void {
  const file = join(folder, `${name}.txt`);
  if (process.env.GOLDEN === 'write') writeFileSync(file, `${told.trimEnd()}\n`);
  if (!existsSync(file)) throw new Error(`There is no ${file}: write it with GOLDEN=write and read it`);
  expect(`${told.trimEnd()}\n`).toBe(readFileSync(file, 'utf8'));
}
