import type { ListedAccount } from '../../aws/organization';
import { EXIT, Failure } from '../../domain/failure';
import type { Environment } from '../../domain/org-config';
import type { LiveOrganization } from '../../estate/live-organization';

/**
 * The OU in which an account of an environment should be. An account that is below one of the environment's OUs stays where it is.
 *
 * @param account - undefined where it is yet to be made
 * @param chosen - the OU that somebody chose; needed where the environment has several
 * @throws Failure `OrganizationalUnitNeeded`, `OrganizationalUnitElsewhere`, with what there is to choose
 */
export function destinationOf(
  { name, organizationalUnits }: Environment,
  live: LiveOrganization,
  account: ListedAccount | undefined,
  chosen: string | undefined,
): string {
  const isOwn = (unit: string) => organizationalUnits.some((own) => own === unit);
  const shown = () => organizationalUnits.map((unit) => `${unit} (${live.pathOf(unit)})`).join(', ');
  if (chosen !== undefined) {
    if (live.hasUnit(chosen) && [chosen, ...live.unitsAboveUnit(chosen)].some(isOwn)) return chosen;
    const found = live.hasUnit(chosen) ? `is ${live.pathOf(chosen)}, which is not of ${name}` : 'is not there';
    throw new Failure(
      'OrganizationalUnitElsewhere',
      `the OU ${chosen} ${found}; expected one of ${shown()}, or one below`,
      EXIT.unusable,
    );
  }
  if (account !== undefined && live.unitsAbove(account).some(isOwn)) return account.parent;
  const [only, ...others] = organizationalUnits;
  if (only !== undefined && others.length === 0) return only;
  throw new Failure(
    'OrganizationalUnitNeeded',
    `${name} has several OUs; say which with --organizational-unit: ${shown()}`,
    EXIT.unusable,
  );
}

/** The environments, less those that are a part of their OUs, to which an OU, or the root, belongs. */
export function environmentsOfUnit(
  environments: readonly Environment[],
  live: LiveOrganization,
  unit: string,
): readonly Environment[] {
  const above = [unit, ...live.unitsAboveUnit(unit)];
  return environments.filter(
    ({ only, organizationalUnits }) =>
      only === undefined && organizationalUnits.some((own) => above.some((each) => each === own)),
  );
}

/**
 * Where an account is parked: an OU of no environment, or the root.
 *
 * @throws Failure `ParkedInEnvironment`, `NoSuchUnit`
 */
export function parkingOf(environments: readonly Environment[], live: LiveOrganization, unit: string): string {
  if (!live.hasUnit(unit)) {
    throw new Failure(
      'NoSuchUnit',
      `there is no OU ${unit} in the organization; name one of no environment, or the root`,
      EXIT.unusable,
    );
  }
  const [environment] = environmentsOfUnit(environments, live, unit);
  if (environment === undefined) return unit;
  throw new Failure(
    'ParkedInEnvironment',
    `${unit} (${live.pathOf(unit)}) belongs to ${environment.name}, whose roles an account gets there; name an OU of no environment, or the root`,
    EXIT.unusable,
  );
}
