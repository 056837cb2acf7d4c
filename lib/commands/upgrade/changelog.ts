import { compareVersions, isPrerelease, isVersion, type Version } from '../../domain/version';

/** The headings of a release that say what an upgrade is. Each release has all of them, in this order; `Nothing.` where it is so. */
export const UPGRADE_PARTS = ['What to do', 'Replaced', 'Widened', 'Narrowed'] as const;

export type UpgradePart = (typeof UPGRADE_PARTS)[number];

/** What stands in `CHANGELOG.md` for what is not released yet. */
const UNRELEASED = 'Unreleased';

const NOTHING = 'Nothing.';

/** A release, as `CHANGELOG.md` tells of it. */
export interface Release {
  /** @default - it is not released yet */
  readonly version?: Version;
  /** The entries of each part, one text each, without Markdown's marks. */
  readonly parts: Readonly<Record<UpgradePart, readonly string[]>>;
}

export interface Changelog {
  /** The newest first. */
  readonly releases: readonly Release[];
  /** What has not the form, as `line N: ...`. */
  readonly problems: readonly string[];
}

interface Reading {
  readonly releases: { readonly title: string; readonly line: number; readonly parts: Map<string, string[]> }[];
  readonly problems: string[];
  part: string[] | undefined;
}

/** Reads a `CHANGELOG.md`. What has not the form is a problem, and the rest is read all the same: a later version may have other headings. */
export function readChangelog(markdown: string): Changelog {
  const reading: Reading = { releases: [], problems: [], part: undefined };
  for (const [index, line] of markdown.split(/\r?\n/).entries()) readLine(reading, line, index + 1);
  const problems = reading.releases.flatMap(({ title, line, parts }) => {
    const missing = UPGRADE_PARTS.filter((part) => (parts.get(part) ?? []).length === 0);
    const known = title === UNRELEASED || isVersion(versionIn(title));
    return [
      ...(known ? [] : [`line ${line}: found ${title}, expected a version or ${UNRELEASED}`]),
      ...(missing.length > 0
        ? [`line ${line}: ${title} has nothing under ${missing.join(', ')}; write ${NOTHING}`]
        : []),
    ];
  });
  return { releases: reading.releases.map(releaseOf), problems: [...reading.problems, ...problems] };
}

function readLine(reading: Reading, line: string, number: number): void {
  const [, marks, title] = /^(##|###) (.+?)\s*$/.exec(line) ?? [];
  const release = reading.releases.at(-1);
  if (marks === '##' && title !== undefined) {
    reading.releases.push({ title, line: number, parts: new Map() });
    reading.part = undefined;
  } else if (marks === '###' && title !== undefined) {
    reading.part = [];
    if (release?.parts.has(title)) reading.problems.push(`line ${number}: ${title} is there twice`);
    release?.parts.set(title, reading.part);
  } else if (line.startsWith('- ')) {
    if (reading.part === undefined) {
      reading.problems.push(
        `line ${number}: an entry is under no heading, expected one of ${UPGRADE_PARTS.join(', ')}, Also`,
      );
    }
    reading.part?.push(line.slice('- '.length));
  } else if (/^\s+\S/.test(line)) {
    const entry = reading.part?.pop();
    if (entry !== undefined) reading.part?.push(`${entry} ${line.trim()}`);
  }
}

function releaseOf({ title, parts }: Reading['releases'][number]): Release {
  const entries = (part: UpgradePart) => (parts.get(part) ?? []).filter((entry) => entry !== NOTHING).map(plain);
  return {
    ...(title === UNRELEASED ? {} : { version: versionIn(title) }),
    parts: {
      'What to do': entries('What to do'),
      Replaced: entries('Replaced'),
      Widened: entries('Widened'),
      Narrowed: entries('Narrowed'),
    },
  };
}

/** `0.2.0 (2026-11-28)`. */
function versionIn(title: string): string {
  return title.split(' ')[0] ?? '';
}

/** As a terminal shows it: links say where they lead. */
function plain(entry: string): string {
  return entry
    .replaceAll(/\[([^\]]+)\]\(([^)]+)\)/g, (_, text: string, target: string) =>
      text.replaceAll('`', '') === target ? target : `${text} (${target})`,
    )
    .replaceAll('**', '');
}

/**
 * The releases that an upgrade goes through, the newest first: those after the one version, up to the other. What is not released yet counts
 * where the newer of the two is no release.
 */
export function releasesBetween(
  { releases }: Pick<Changelog, 'releases'>,
  one: Version,
  other: Version,
): readonly Release[] {
  const [older, newer] = compareVersions(one, other) <= 0 ? [one, other] : [other, one];
  return releases.filter(({ version }) =>
    version === undefined
      ? isPrerelease(newer)
      : isVersion(version) && compareVersions(version, older) > 0 && compareVersions(version, newer) <= 0,
  );
}
