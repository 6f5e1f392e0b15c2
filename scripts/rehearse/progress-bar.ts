const width = 30;

/** How far a rehearsal is, on one line that is written over, with an estimate of the time left; silent off a terminal. */
export class ProgressBar {
  readonly #out: NodeJS.WriteStream;
  readonly #total: number;
  readonly #began = performance.now();

  constructor(out: NodeJS.WriteStream, total: number) {
    this.#out = out;
    this.#total = total;
  }

  show(done: number): void {
    if (!this.#out.isTTY) return;
    const seconds = (performance.now() - this.#began) / 1000;
    this.#out.write(`\r${barLine(done, this.#total, seconds)}\u001b[K`);
  }

  end(): void {
    if (this.#out.isTTY) this.#out.write('\r\u001b[K');
  }
}

/** `[#####     ] 1,200 of 10,000 participants, about 12 s left` */
export function barLine(done: number, total: number, seconds: number): string {
  const filled = Math.round((done / total) * width);
  const bar = `${'#'.repeat(filled)}${' '.repeat(width - filled)}`;
  const left = done === 0 ? '' : `, about ${Math.ceil((seconds / done) * (total - done))} s left`;
  return `[${bar}] ${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} participants${left}`;
}
