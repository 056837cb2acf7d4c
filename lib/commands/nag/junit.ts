import { type AcknowledgedFinding, type NagReport, type PlacedFinding, placeText, textOf } from './report';

/**
 * The report as JUnit XML, in the form that Jenkins, GitLab and others read: a suite for each check, in which a finding is a
 * failed test case, an acknowledged one is a skipped test case with its reason, and a check without an open finding has a
 * test case that passes. It has no times, so the same findings make the same file.
 */
export function junitOf(report: NagReport): string {
  const names = new Set([...report.checks, ...[...report.open, ...report.acknowledged].map(({ check }) => check)]);
  const suites = [...names].map((check) => suiteOf(check, report));
  return xmlDocument({
    name: 'testsuites',
    attributes: { name: 'orgstrap nag', ...totals(suites) },
    content: suites.map(({ element }) => element),
  });
}

interface Suite {
  readonly element: XmlElement;
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
}

function suiteOf(check: string, report: NagReport): Suite {
  const open = report.open.filter((finding) => finding.check === check);
  const acknowledged = report.acknowledged.filter((finding) => finding.check === check);
  const cases = [
    ...(open.length === 0 ? [passed(check, report.config)] : open.map(failed)),
    ...acknowledged.map(skipped),
  ];
  const counts = { tests: cases.length, failures: open.length, skipped: acknowledged.length };
  return {
    ...counts,
    element: {
      name: 'testsuite',
      attributes: { name: check, ...counts, errors: 0, time: 0 },
      content: [
        ...cases,
        ...(report.incomplete === undefined ? [] : [{ name: 'system-err', content: report.incomplete }]),
      ],
    },
  };
}

function passed(check: string, config: string): XmlElement {
  return {
    name: 'testcase',
    attributes: { classname: check, name: `has no open finding in the templates of ${config}`, time: 0 },
  };
}

function failed(finding: PlacedFinding): XmlElement {
  const { rule, severity, construct, places, fix } = finding;
  const lines = [
    textOf(finding),
    ...(fix === undefined ? [] : [`Fix: ${fix}`]),
    ...(construct === '' ? [] : [`Construct: ${construct}`]),
    ...places.map((place) => `At: ${placeText(place)}`),
  ];
  return testCase(finding, [
    {
      name: 'failure',
      attributes: { type: `${severity} ${rule}`, message: textOf(finding) },
      content: lines.join('\n'),
    },
  ]);
}

function skipped(finding: AcknowledgedFinding): XmlElement {
  const { reason } = finding.acknowledgement;
  return testCase(finding, [{ name: 'skipped', attributes: { message: `acknowledged: ${reason}` } }]);
}

/** Its name tells it from all others, or a test report would show two findings as two runs of one test. */
function testCase(finding: PlacedFinding, content: readonly XmlElement[]): XmlElement {
  const { check, rule, found, construct, places } = finding;
  const [{ path, line }] = places;
  return {
    name: 'testcase',
    attributes: {
      classname: `${check}.${rule.replace(`${check}-`, '')}`,
      name: [construct, found ?? finding.message].filter((part) => part !== '').join(' '),
      file: path,
      line,
      time: 0,
    },
    content,
  };
}

function totals(suites: readonly Suite[]) {
  const sum = (count: 'tests' | 'failures' | 'skipped') => suites.reduce((total, suite) => total + suite[count], 0);
  return { tests: sum('tests'), failures: sum('failures'), skipped: sum('skipped'), errors: 0, time: 0 };
}

/** An element of an XML document. */
interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  /** Elements, or text. */
  readonly content?: readonly XmlElement[] | string;
}

/** An XML 1.0 document, one element a line. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${rendered(root, '')}`;
}

function rendered({ name, attributes = {}, content = [] }: XmlElement, indent: string): string {
  const start = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(String(value))}"`)].join(
    ' ',
  );
  if (content.length === 0) return `${indent}<${start}/>\n`;
  if (typeof content === 'string') return `${indent}<${start}>${escaped(content)}</${name}>\n`;
  return `${indent}<${start}>\n${content.map((child) => rendered(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}

/**
 * Text that an XML parser reads back as it was. White space is written as references, or a parser would turn it into spaces
 * in an attribute, and a carriage return into a line feed everywhere. What XML 1.0 cannot hold at all is replaced.
 *
 * @see https://www.w3.org/TR/xml/#charsets
 */
function escaped(text: string): string {
  return text.replace(FORBIDDEN, '\uFFFD').replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** All but the characters of XML 1.0; half a surrogate pair is none of them. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
