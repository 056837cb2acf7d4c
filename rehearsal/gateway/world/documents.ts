import type { PolicyDocument, Statement } from '../../iam/policy-document';

/**
 * The documents that were ever read, by their text: the same text is the same object, so that what is known about a
 * document (that its conditions are reviewed, how it is parsed) is found out once.
 */
export class Documents {
  private readonly byText = new Map<string, PolicyDocument>();

  /** @throws Error where the text is not a policy */
  read(text: string): PolicyDocument {
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const { Version = '2008-10-17', Statement }: Written = JSON.parse(text);
    const document = { Version, Statement: [Statement].flat() };
    this.byText.set(text, document);
    return document;
  }
}

/** IAM lets one statement be written without a list. */
interface Written {
  readonly Version?: string;
  readonly Statement: Statement | readonly Statement[];
}
