import { SingleBar } from 'cli-progress';

/** Shows how far long work is: a bar on a terminal, nothing where output goes to a file. */
export class ProgressBar {
  private readonly bar: SingleBar | undefined;

  constructor(title: string) {
    if (!process.stderr.isTTY) return;
    this.bar = new SingleBar({ format: `${title} {bar} {percentage} %`, stream: process.stderr, hideCursor: true });
    this.bar.start(100, 0);
  }

  /** @param share of the work that is done, 0..1 */
  show(share: number): void {
    this.bar?.update(Math.round(Math.min(1, Math.max(0, share)) * 100));
  }

  end(): void {
    this.bar?.stop();
  }
}
