import type { DrivenKind } from '../../../functions/domain/driven.ts';
import type {
  ExecutionEvent,
  ExecutionHistories,
  HistoryPage,
  HistoryRequest,
} from '../../../functions/platform/execution-history.ts';

/** Histories of executions by their names, oldest event first; pages are numbered. */
export class RememberedHistories implements ExecutionHistories {
  /** What was asked for, as `participant ADAA2345-0-1`. */
  readonly asked: string[] = [];
  readonly #events = new Map<string, readonly ExecutionEvent[]>();

  remember(name: string, events: readonly ExecutionEvent[]): void {
    this.#events.set(name, events);
  }

  async readHistory(kind: DrivenKind, name: string, request: HistoryRequest): Promise<HistoryPage | 'gone'> {
    this.asked.push(`${kind} ${name}`);
    const known = this.#events.get(name);
    const from = Number(request.after ?? 0);
    if (!known || Number.isNaN(from)) return 'gone';
    const events = request.newestFirst ? [...known].reverse() : known;
    const end = from + request.limit;
    return { events: events.slice(from, end), ...(end < events.length && { next: String(end) }) };
  }

  awsAddressOf(_kind: DrivenKind, name: string): string {
    return `https://aws.example/${name}`;
  }
}
