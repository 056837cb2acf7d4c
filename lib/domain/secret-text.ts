/**
 * A text that is shown to nobody by accident: a log, a template string, an error and JSON get a placeholder. Code that means
 * the text itself calls `reveal`.
 */
export class SecretText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }
}

const HIDDEN = '[secret]';
