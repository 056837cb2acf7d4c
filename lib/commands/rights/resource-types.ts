import type { AccountId } from '../../domain/ids';
import type { SynthesizedApp } from '../plan/plan';
import { readTemplate } from '../plan/read-template';
import type { ResourceTypes } from './command-rights';

/** @param synthesize - makes the stacks of an account, and is called where somebody asks */
export function resourceTypesIn(synthesize: (account: AccountId) => Promise<SynthesizedApp>): ResourceTypes {
  return async (account) => {
    const { stacks } = await synthesize(account);
    const resources = stacks.flatMap(({ template }) => Object.values(readTemplate(template)?.resources ?? {}));
    return new Set(resources.map(({ Type }) => Type));
  };
}
