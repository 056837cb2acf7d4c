import type { AcceptedLoss } from '../accepted-losses';

/** One thing to do, in its turn: an edit of `org.yaml`, a command as it is typed, or what only a person can do. */
export type Step = { readonly edit: string } | { readonly run: string } | { readonly doByHand: string };

interface Said {
  /** What was found: a sentence without its full stop. */
  readonly found: string;
  /** What a deployment would break or strand, or what it leaves behind. */
  readonly why: string;
  /** In their order. */
  readonly steps: readonly Step[];
}

/** What an edit of `org.yaml` means for what is deployed. */
export type Edit =
  /** A deployment would break, or strand something: the steps are the way there. */
  | ({ readonly verdict: 'refused' } & Said)
  /** Something is lost, or must have been done before: `orgstrap plan --accept` takes the word for it. */
  | ({ readonly verdict: 'to be accepted'; readonly accept: AcceptedLoss } & Said)
  /** One deployment does it; the steps come after it. */
  | ({ readonly verdict: 'note' } & Said);

export const DEPLOY: Step = { run: 'npx cdk deploy --all' };
