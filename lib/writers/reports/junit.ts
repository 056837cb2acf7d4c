import { type XmlElement, xmlDocument } from './xml';

/** Something that was looked at, as a test. */
export interface JunitCase {
  readonly classname: string;
  /** It tells the case from all others of its class, or a test report would show two findings as two runs of one test. */
  readonly name: string;
  /** Where to mend it. */
  readonly place?: { readonly path: string; readonly line: number };
  /** @default - it passes */
  readonly outcome?: JunitOutcome;
}

/** A failure is certain; an error is something that nobody could look at. */
export type JunitOutcome =
  | { readonly kind: 'failure' | 'error'; readonly type: string; readonly message: string; readonly text: string }
  | { readonly kind: 'skipped'; readonly message: string };

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
  /** What is not as it should be with the run itself. */
  readonly trouble?: string | undefined;
}

/** JUnit XML, in the form that Jenkins, GitLab and others read. It has no times, so the same findings make the same file. */
export function junitDocument(name: string, suites: readonly JunitSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  return xmlDocument({
    name: 'testsuites',
    attributes: { name, ...countsOf(all), time: 0 },
    content: suites.map(suiteElement),
  });
}

function suiteElement({ name, cases, trouble }: JunitSuite): XmlElement {
  return {
    name: 'testsuite',
    attributes: { name, ...countsOf(cases), time: 0 },
    content: [...cases.map(caseElement), ...(trouble === undefined ? [] : [{ name: 'system-err', content: trouble }])],
  };
}

function countsOf(cases: readonly JunitCase[]) {
  const count = (kind: JunitOutcome['kind']) => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  return { tests: cases.length, failures: count('failure'), skipped: count('skipped'), errors: count('error') };
}

function caseElement({ classname, name, place, outcome }: JunitCase): XmlElement {
  return {
    name: 'testcase',
    attributes: { classname, name, ...(place && { file: place.path, line: place.line }), time: 0 },
    content: outcome === undefined ? [] : [outcomeElement(outcome)],
  };
}

function outcomeElement(outcome: JunitOutcome): XmlElement {
  if (outcome.kind === 'skipped') return { name: 'skipped', attributes: { message: outcome.message } };
  const { kind, type, message, text } = outcome;
  return { name: kind, attributes: { type, message }, content: text };
}
