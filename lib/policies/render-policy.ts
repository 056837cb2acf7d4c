import { Failure } from '../domain/failure';
import type { PolicyDocument, StatementJson } from '../iam/policy-document';

/** What the placeholders of a document stand for. A list fills a placeholder that is an element of a list. */
export type PlaceholderValues = Readonly<Record<string, string | readonly string[]>>;

/**
 * Fills in the placeholders, `${name}`, of a document.
 *
 * IAM's own policy variables have a colon (`${aws:username}`) or are one of `${*}`, `${?}` and `${$}`; they stay as they
 * are. Everything else in braces is a placeholder, so that a misspelt one is found.
 *
 * @throws Failure `PolicyPlaceholders` that names every placeholder without a value and every value without a
 *   placeholder: a value that goes nowhere is a condition that somebody believes to be there.
 */
export function renderPolicy(name: string, source: PolicyDocument, values: PlaceholderValues): PolicyDocument {
  const used = placeholdersOf(source);
  const missing = [...used].filter((placeholder) => !Object.hasOwn(values, placeholder));
  const unused = Object.keys(values).filter((placeholder) => !used.has(placeholder));
  if (missing.length > 0 || unused.length > 0) {
    throw new Failure(
      'PolicyPlaceholders',
      [
        ...missing.map((placeholder) => `policies/${name}.json has \${${placeholder}}, which was given no value`),
        ...unused.map(
          (placeholder) => `policies/${name}.json was given a value for \${${placeholder}}, which is not in it`,
        ),
      ].join('\n'),
    );
  }
  return { ...source, Statement: source.Statement.map((statement) => renderStatement(statement, values)) };
}

/** What one string of a document becomes: one string, or as many as the list that fills it has. */
export function renderElement(source: string, values: PlaceholderValues): readonly string[] {
  const whole = WHOLE.exec(source)?.[1];
  const list = whole === undefined ? undefined : values[whole];
  return list === undefined || typeof list === 'string' ? [renderText(source, values)] : list;
}

function renderText(source: string, values: PlaceholderValues): string {
  return source.replace(PLACEHOLDER, (_, name: string) => {
    const value = values[name];
    if (typeof value !== 'string') {
      throw new Failure(
        'PolicyPlaceholders',
        `\${${name}} stands inside '${source}', so it takes a string and not a list`,
      );
    }
    return value;
  });
}

const PLACEHOLDER = /\$\{(?![*?$]\})([^:{}]*)\}/g;
const WHOLE = new RegExp(`^${PLACEHOLDER.source}$`);

/** The names of the placeholders of a document. */
export function placeholdersOf(source: PolicyDocument): ReadonlySet<string> {
  const elements = source.Statement.map(({ Sid, ...others }) => others);
  return new Set([...JSON.stringify(elements).matchAll(PLACEHOLDER)].map(([, name]) => String(name)));
}

/** The keys of conditions have placeholders, too: `${issuer}:aud`. */
function renderStatement(statement: StatementJson, values: PlaceholderValues): StatementJson {
  const { Sid, ...elements } = statement;
  return { Sid, ...renderObject(elements, values) };
}

function renderObject<T extends object>(elements: T, values: PlaceholderValues): T {
  const rendered = Object.entries(elements).map(([key, value]) => [
    renderText(key, values),
    renderValue(value, values),
  ]);
  return Object.fromEntries(rendered);
}

function renderValue(value: unknown, values: PlaceholderValues): unknown {
  if (typeof value === 'string') {
    const rendered = renderElement(value, values);
    return rendered.length === 1 ? rendered[0] : rendered;
  }
  if (Array.isArray(value)) return value.flatMap((element: string) => renderElement(element, values));
  if (typeof value !== 'object' || value === null) return value;
  return renderObject(value, values);
}
