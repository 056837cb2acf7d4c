/** A stage that a name tells: dev, test, prod and what people call them. */
export interface Stage {
  /** What an environment is called after it. */
  readonly name: string;
  /** Stages of a lower rank come first in the rollout. */
  readonly rank: number;
}

/** What the name of an account or of an OU is made of. */
export interface NameParts {
  /** The words of the name that are no stage, with hyphens between them; empty where the stage is all of it. */
  readonly system: string;
  readonly stage?: Stage;
}

const RANKED: readonly (readonly [name: string, words: readonly string[]])[] = [
  ['sandbox', ['sandbox', 'sandboxes', 'sbx']],
  ['dev', ['dev', 'devel', 'develop', 'development']],
  ['sdlc', ['sdlc']],
  ['non-prod', ['nonprod', 'non-prod', 'nonproduction', 'non-production']],
  ['test', ['test', 'testing', 'tst']],
  ['qa', ['qa']],
  ['int', ['int', 'integration']],
  ['uat', ['uat']],
  ['stage', ['stage', 'staging', 'stg']],
  ['preprod', ['preprod', 'pre-prod', 'preproduction', 'pre-production']],
  ['prod', ['prod', 'production', 'prd']],
];

const STAGES: ReadonlyMap<string, Stage> = new Map(
  RANKED.flatMap(([name, words], rank) => words.map((word) => [word, { name, rank }] as const)),
);

/** Stages that stand for all that come before production. */
const FAMILIES: ReadonlySet<string> = new Set(['sdlc', 'non-prod']);

export function isProduction({ name }: Stage): boolean {
  return name === 'prod';
}

export function isSandbox(stage: Stage | undefined): boolean {
  return stage?.name === 'sandbox';
}

/** Whether an account of the one stage has its place in an OU of the other. */
export function fitsInto(stage: Stage, unit: Stage): boolean {
  return stage.rank === unit.rank || (FAMILIES.has(unit.name) && !isProduction(stage));
}

/** The words of a name in lower case: `OrdersDev`, `orders_dev` and `Orders Dev` have the same. */
export function wordsOf(name: string): readonly string[] {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/**
 * Finds the stage at the end of a name, before a number that may follow it, or at its beginning. A name that only has one in
 * the middle has none.
 */
export function partsOf(name: string): NameParts {
  const words = wordsOf(name);
  const withoutNumber = /^\d+$/.test(words.at(-1) ?? '') ? words.slice(0, -1) : words;
  for (const length of [2, 1]) {
    const atEnd = STAGES.get(withoutNumber.slice(-length).join('-'));
    if (atEnd !== undefined && withoutNumber.length >= length) return parts(withoutNumber.slice(0, -length), atEnd);
  }
  for (const length of [2, 1]) {
    const atStart = STAGES.get(words.slice(0, length).join('-'));
    if (atStart !== undefined && words.length >= length) return parts(words.slice(length), atStart);
  }
  return { system: words.join('-') };
}

/** Whose sandbox it is makes no system of it. */
function parts(words: readonly string[], stage: Stage): NameParts {
  return { system: isSandbox(stage) ? '' : words.join('-'), stage };
}
