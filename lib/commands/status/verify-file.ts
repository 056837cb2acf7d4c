import { readFileSync } from 'node:fs';
import { EXIT, Failure } from '../../domain/failure';

/** What an earlier `orgstrap verify --json` came to. */
export interface VerifiedBefore {
  readonly file: string;
  readonly accounts: readonly VerifiedAccountBefore[];
}

interface VerifiedAccountBefore {
  readonly id: string;
  readonly name: string;
  readonly checks: readonly { readonly name: string; readonly result: string; readonly found: string }[];
}

/** @throws Failure `UnusableVerifyFile` where it is not what `orgstrap verify --json` writes */
export function readVerifyFile(file: string): VerifiedBefore {
  const accounts = accountsIn(parsed(file));
  if (accounts === undefined) throw unusable(file, 'found no accounts with checks in it');
  return { file, accounts };
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw unusable(file, error instanceof Error ? error.message : String(error));
  }
}

function accountsIn(document: unknown): readonly VerifiedAccountBefore[] | undefined {
  if (!isMap(document) || !Array.isArray(document.accounts)) return undefined;
  const accounts: unknown[] = document.accounts;
  return accounts.every(isVerifiedAccount) ? accounts : undefined;
}

function isVerifiedAccount(value: unknown): value is VerifiedAccountBefore {
  if (!isMap(value) || !Array.isArray(value.checks) || !hasTexts(value, 'id', 'name')) return false;
  const checks: unknown[] = value.checks;
  return checks.every((check) => isMap(check) && hasTexts(check, 'name', 'result', 'found'));
}

function hasTexts(map: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean {
  return names.every((name) => typeof map[name] === 'string');
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unusable(file: string, why: string): Failure {
  return new Failure(
    'UnusableVerifyFile',
    `${file}: ${why}; expected what orgstrap verify --json writes: orgstrap verify --json > ${file}`,
    EXIT.unusable,
  );
}
