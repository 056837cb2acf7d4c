import type { MovedStates } from './moved-states';

/** Why a move needs a word, with what to do before it. */
export function movedStatesText(name: string, states: readonly MovedStates[]): string {
  const each = states.map(({ found, steps }) => `${found}\n${steps.map((step) => `  ${step}\n`).join('')}`).join('');
  return `moving ${name} loses sight of what Terraform made there, unless somebody sees to it; nothing was done:\n${each}once that is ready, take the word for it: --accept moved-states`;
}
