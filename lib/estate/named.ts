import { didYouMean } from '../config/closest-name';
import { EXIT, Failure } from '../domain/failure';

const CODES = {
  command: 'UnknownCommand',
  group: 'UnknownGroup',
  pipeline: 'UnknownPipeline',
  service: 'UnknownService',
  user: 'UnknownPerson',
  workspace: 'UnknownWorkspace',
} as const;

/**
 * The one of that name.
 *
 * @param place - where there is none, for the message
 * @throws Failure `UnknownCommand`, `UnknownGroup`, `UnknownPipeline`, `UnknownService`, `UnknownPerson`, `UnknownWorkspace`, which says what there is, and what
 *   was probably meant
 */
export function named<One extends { readonly name: string }>(
  kind: keyof typeof CODES,
  all: readonly One[],
  name: string,
  place = 'in org.yaml',
): One {
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = all.map((one) => one.name);
  throw new Failure(
    CODES[kind],
    `there is no ${kind} '${name}' ${place}, ${didYouMean(name, names)}expected one of ${names.join(', ')}`,
    EXIT.unusable,
  );
}
