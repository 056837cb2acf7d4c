import table from './carried.json';
import { type RestAddress, readAddress } from './rest-address';

/** What the emulator carries of a service that no table here was written for: the operations, and how each protocol says which one is asked for. */
export interface CarriedService {
  /** How `X-Amz-Target` may begin, and the version of JSON that goes with it. */
  readonly targets: ReadonlyMap<string, string>;
  readonly json: ReadonlySet<string>;
  readonly query: ReadonlySet<string>;
  readonly rest: readonly RestAddress[];
  /** Whether bodies and errors of its REST protocol are XML. */
  readonly isXml: boolean;
}

interface Written {
  readonly targets?: Readonly<Record<string, string>>;
  readonly json?: readonly string[];
  readonly query?: readonly string[];
  readonly rest?: Readonly<Record<string, string>>;
  readonly xml?: boolean;
}

/**
 * Each service by the name that requests are signed for. `npm run carried` writes the table from moto and from the models of botocore, after which moto
 * reads requests itself, so that both find the same operation.
 */
const CARRIED: ReadonlyMap<string, CarriedService> = new Map(
  Object.entries<Written>(table.services).map(([service, written]) => [service, readService(written)]),
);

function readService({ targets = {}, json = [], query = [], rest = {}, xml = false }: Written): CarriedService {
  return {
    targets: new Map(Object.entries(targets)),
    json: new Set(json),
    query: new Set(query),
    rest: Object.entries(rest).map(([operation, address]) => readAddress(operation, address)),
    isXml: xml,
  };
}

/** @returns undefined where the emulator carries nothing of it, or where calls of it are only read by tables of their own */
export function carriedService(service: string): CarriedService | undefined {
  return CARRIED.get(service);
}

/** Whether the emulator answers an operation. */
export function isCarried(service: string, operation: string): boolean {
  const known = CARRIED.get(service);
  if (known === undefined) return false;
  return (
    known.json.has(operation) || known.query.has(operation) || known.rest.some((each) => each.operation === operation)
  );
}
