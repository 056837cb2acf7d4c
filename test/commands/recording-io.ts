import type { Io } from '../../lib/terminal/terminal';

/** A terminal that remembers what was written to it. */
export class RecordingIo implements Io {
  out = '';
  err = '';

  constructor(readonly isColoured = false) {}

  stdout(text: string): void {
    this.out += text;
  }

  stderr(text: string): void {
    this.err += text;
  }
}
