import type { Request } from '../../packages/iam-gateway/iam/request';
import { LAYERS, type Layer } from '../../packages/iam-gateway/iam/request';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import type { Step } from './attack';
import { attacker } from './attackers';
import { ownerOf } from './others';
import { filledIn } from './places';

/** A step against one of the things that its placeholders stand for. */
export interface Trial {
  readonly name: string;
  readonly action: string;
  readonly requestIn: (snapshot: Snapshot) => Request;
  readonly denied: readonly Denial[];
}

/** Which layer denies it by itself, and with which statement; without one it is the silence of the layer. */
export interface Denial {
  readonly layer: Layer;
  readonly sid?: string;
}

/** @param who - who takes it instead of whom the step names */
export function trialsOf(snapshot: Snapshot, step: Step, who = step.as ?? 'Terraform role'): readonly Trial[] {
  const { action, resource, context = {}, denied = [] } = step;
  return filledIn(snapshot, JSON.stringify({ resource, context })).map((text) => {
    const filled: Required<Pick<Request, 'resource' | 'context'>> = JSON.parse(text);
    return {
      name: `${who}: ${action} on ${filled.resource}`,
      action,
      requestIn: (snapshot) => {
        const target = ownerOf(snapshot, filled.resource);
        return { caller: attacker(snapshot, who), action, ...filled, ...(target && { target }) };
      },
      denied: denied.map(denialOf),
    };
  });
}

function denialOf(text: string): Denial {
  const [name, sid] = text.split(' ');
  const layer = LAYERS.find((layer) => layer === name);
  if (layer === undefined) throw new Error(`${name} is not a layer`);
  return sid === undefined ? { layer } : { layer, sid };
}
