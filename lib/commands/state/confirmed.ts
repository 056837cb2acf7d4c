import { EXIT, Failure } from '../../domain/failure';
import type { CommandContext } from '../command';

/**
 * Asks whether to go on, unless that is said already.
 *
 * @throws Failure `Unconfirmed` where nobody can be asked, `Cancelled` where somebody says no or ends it: nothing was done then
 */
export async function confirmed(
  { prompter }: Pick<CommandContext, 'prompter'>,
  question: string,
  yes: boolean,
): Promise<void> {
  if (yes) return;
  if (prompter === undefined) {
    throw new Failure(
      'Unconfirmed',
      'nothing was done: there is no terminal on which to ask whether to do this; read it, and run it again with --yes',
      EXIT.unusable,
    );
  }
  const answer = await (await prompter()).choice(question, ['no', 'yes']);
  if (answer === 'yes') return;
  throw new Failure('Cancelled', 'cancelled; nothing was done', EXIT.interrupted);
}
