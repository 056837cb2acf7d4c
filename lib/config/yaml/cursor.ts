import type { Mention } from '../draft';
import { keyPosition, type Path, type Tree, treeAt } from './tree';

/** A place in a tree, which need not exist: asking it for a value of another kind gives `undefined`. */
export class Cursor {
  constructor(
    private readonly tree: Tree,
    private readonly path: Path = [],
  ) {}

  get exists(): boolean {
    return this.here() !== undefined;
  }

  at(...steps: Path): Cursor {
    return new Cursor(this.tree, [...this.path, ...steps]);
  }

  /** The key that leads here. */
  key(): Mention<string> {
    return { value: String(this.path.at(-1)), path: this.path, position: keyPosition(this.tree, this.path) };
  }

  text(): Mention<string> | undefined {
    const here = this.here();
    if (here?.kind !== 'scalar' || typeof here.value !== 'string') return undefined;
    return { value: here.value, path: this.path, position: here.position };
  }

  /** The text here, if `is` agrees with it. */
  textOf<T extends string>(is: (text: string) => text is T): Mention<T> | undefined {
    const text = this.text();
    return text !== undefined && is(text.value) ? { ...text, value: text.value } : undefined;
  }

  /** The values of a map, in the order of the file. */
  entries(): readonly Cursor[] | undefined {
    const here = this.here();
    return here?.kind === 'map' ? [...here.entries.keys()].map((key) => this.at(key)) : undefined;
  }

  items(): readonly Cursor[] | undefined {
    const here = this.here();
    return here?.kind === 'list' ? here.items.map((_, index) => this.at(index)) : undefined;
  }

  private here(): Tree | undefined {
    return treeAt(this.tree, this.path);
  }
}
