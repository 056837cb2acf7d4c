import type { Call } from './calls';
import { type Fault, SECRET } from './faults';
import { type Injected, READING, run } from './running';

export type Outcome = Awaited<ReturnType<typeof run>>;

export function outcomeOf(command: string, file: string, injected: Injected, attempts?: number): Promise<Outcome> {
  return run(READING[command] ?? [], file, injected, attempts);
}

/** An answer to HEAD has no words, so that S3 refuses a bucket and an account alike. */
export function isUntold({ protocol }: Pick<Call, 'protocol'>, { name }: Fault): boolean {
  return protocol === 'head' && name === 'OptInRequired';
}

/** A fault that meets each call of a turn of ten, and no call more than twice: AWS is asked three times where it is silent. */
export function everyTenth(fault: Fault, turn: number): Injected {
  const met = new Map<string, number>();
  return (call, count) => {
    const same = JSON.stringify(call);
    const before = met.get(same) ?? 0;
    if (count % 10 !== turn || before === 2 || isUntold(call, fault)) return undefined;
    met.set(same, before + 1);
    return fault;
  };
}

/** What no command may say, whatever happens. */
export function unseemly({ out, err }: Pick<Outcome, 'out' | 'err'>): readonly string[] {
  const said = `${out}${err}`;
  return ['bug in orgstrap', '\n    at ', SECRET, '<html', 'undefined', '[object', '@smithy'].filter((text) =>
    said.includes(text),
  );
}

/** What is wrong with a command of which every call of one kind fails; it must know that it could not see something. */
export async function wrongWhere(
  command: string,
  file: string,
  operation: string,
  fault: Fault,
): Promise<readonly string[]> {
  const { status, ...said } = await outcomeOf(
    command,
    file,
    (call) => (call.operation === operation ? fault : undefined),
    2,
  );
  const expected = operation === 's3:HeadBucket' && isUntold({ protocol: 'head' }, fault) ? 0 : fault.status;
  const texts = unseemly(said);
  if (status === expected && texts.length === 0) return [];
  return [`${operation} with ${fault.name}: ${status}, ${texts.join()} ${said.err}`];
}
