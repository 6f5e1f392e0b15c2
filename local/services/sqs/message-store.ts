import type { Message } from './message.ts';

/**
 * The messages of one queue: those that can be received, oldest first, and those that are hidden until a moment (delayed, or
 * in somebody's hands).
 */
export class MessageStore {
  readonly #ready = new Map<string, Message>();
  readonly #hidden = new Map<string, Message>();

  put(message: Message, now: number): void {
    this.#ready.delete(message.id);
    this.#hidden.delete(message.id);
    (message.visibleAt <= now ? this.#ready : this.#hidden).set(message.id, message);
  }

  find(id: string): Message | undefined {
    return this.#ready.get(id) ?? this.#hidden.get(id);
  }

  remove(id: string): Message | undefined {
    const message = this.find(id);
    this.#ready.delete(id);
    this.#hidden.delete(id);
    return message;
  }

  /** Up to `limit` messages that can be received at `now`, oldest first. */
  ready(now: number, limit: number): Message[] {
    this.#reveal(now);
    const found: Message[] = [];
    for (const message of this.#ready.values()) {
      if (found.length >= limit) break;
      found.push(message);
    }
    return found;
  }

  readyCount(now: number): number {
    this.#reveal(now);
    return this.#ready.size;
  }

  /** When the next hidden message can be received. */
  nextVisible(now: number): number | undefined {
    this.#reveal(now);
    let next: number | undefined;
    for (const { visibleAt } of this.#hidden.values()) if (next === undefined || visibleAt < next) next = visibleAt;
    return next;
  }

  /** Forgets what was sent before a moment. */
  forgetSentBefore(moment: number): void {
    for (const messages of [this.#ready, this.#hidden])
      for (const [id, { sentAt }] of messages) if (sentAt < moment) messages.delete(id);
  }

  all(): Message[] {
    return [...this.#ready.values(), ...this.#hidden.values()];
  }

  #reveal(now: number): void {
    for (const [id, message] of this.#hidden) {
      if (message.visibleAt > now) continue;
      this.#hidden.delete(id);
      this.#ready.set(id, message);
    }
  }
}
