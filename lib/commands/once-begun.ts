import { EXIT, Failure } from '../domain/failure';

/**
 * Does what may be refused after something was changed: `EXIT.unusable` promises that nothing was done, which is not true any more.
 *
 * @param note - what is true of what was done
 * @param isBegun - whether anything was. @default - it was, before this began
 */
export async function onceBegun<Result>(
  note: string,
  work: () => Promise<Result>,
  isBegun: () => boolean = () => true,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure) || error.exitStatus !== EXIT.unusable || !isBegun()) throw error;
    throw new Failure(error.code, `${error.message}\n${note}`, EXIT.failed);
  }
}
