/** What an expression of GitHub Actions may name, by its path: `github.event_name`. */
export type Known = Readonly<Record<string, string | boolean>>;

type Value = string | boolean;

/**
 * Evaluates an expression: names, texts, `!`, `==`, `!=`, `&&`, `||`, brackets, and whether a run is cancelled, which none is here.
 *
 * @throws Error where it says something else
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
export function evaluate(expression: string, known: Known): Value {
  const tokens = [...expression.matchAll(TOKEN)].map(([, token]) => String(token));
  if (tokens.join('') !== expression.replaceAll(/\s+(?=(?:[^']*'[^']*')*[^']*$)/g, '')) {
    throw new Error(`nobody here knows what ${expression} is`);
  }
  const reader = new Reader(tokens, known);
  const value = reader.any();
  if (!reader.isAtEnd) throw new Error(`nobody here knows what ${expression} is`);
  return value;
}

const TOKEN = /\s*('[^']*'|[\w.-]+(?:\(\))?|&&|\|\||==|!=|!|\(|\))/g;

class Reader {
  private at = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly known: Known,
  ) {}

  get isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  any(): Value {
    let value = this.all();
    while (this.takes('||')) {
      const other = this.all();
      value = value === false || value === '' ? other : value;
    }
    return value;
  }

  private all(): Value {
    let value = this.comparison();
    while (this.takes('&&')) {
      const other = this.comparison();
      value = value === false || value === '' ? value : other;
    }
    return value;
  }

  private comparison(): Value {
    const value = this.one();
    if (this.takes('==')) return isSame(value, this.one());
    if (this.takes('!=')) return !isSame(value, this.one());
    return value;
  }

  private one(): Value {
    if (this.takes('!')) {
      const value = this.one();
      return value === false || value === '';
    }
    if (this.takes('(')) {
      const value = this.any();
      if (!this.takes(')')) throw new Error('a bracket is not closed');
      return value;
    }
    const token = this.tokens[this.at++] ?? '';
    if (token.startsWith("'")) return token.slice(1, -1);
    if (token === 'cancelled()') return false;
    if (token === 'true' || token === 'false') return token === 'true';
    const value = this.known[token];
    if (value === undefined) throw new Error(`nobody here knows what ${token} is`);
    return value;
  }

  private takes(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }
}

/** GitHub compares texts without regard to case. */
function isSame(one: Value, other: Value): boolean {
  return String(one).toLowerCase() === String(other).toLowerCase();
}
