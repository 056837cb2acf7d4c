import { Failure } from './failure';

/** What names every deployer and is too large for a service of AWS; sizes are in characters. */
interface Oversized {
  /** What it is too large with. */
  readonly with: string;
  readonly what: string;
  readonly size: number;
  readonly service: string;
  readonly limit: number;
  /** How many deployers would fit. @default - not known */
  readonly fitting?: number;
}

/** The Failure `TooManyDeployers`. */
export function tooManyDeployers({ with: named, what, size, service, limit, fitting }: Oversized): Failure {
  const mend = `${fitting === undefined ? '' : `the first ${fitting} of them fit: `}name roles that they share`;
  return new Failure(
    'TooManyDeployers',
    `with ${named} ${what} has ${size} characters, ${service} takes ${limit}; ${mend}`,
  );
}
