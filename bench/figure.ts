/** One line of the table: what was measured, and what it should be at most. */
export interface Figure {
  readonly name: string;
  /** Undefined where it was not measured; the detail says how to. */
  readonly measured: number | undefined;
  readonly target: number;
  readonly unit: '' | 's' | 'MB' | 'bytes' | 'files' | 'connections';
  /** The numbers behind it. */
  readonly detail: string;
}

export function isOver({ measured, target }: Figure): boolean {
  return measured !== undefined && !(measured <= target);
}

export function rowOf(figure: Figure): readonly string[] {
  const { name, measured, target, unit, detail } = figure;
  const goal = `<= ${shown(target, unit)}`;
  if (measured === undefined) return [name, 'not measured', goal, '', detail];
  return [name, shown(measured, unit), goal, isOver(figure) ? 'OVER' : 'ok', detail];
}

function shown(value: number, unit: Figure['unit']): string {
  if (unit === 'bytes' || unit === 'files' || unit === 'connections') return `${value.toLocaleString('en')} ${unit}`;
  return `${value.toFixed(unit === '' || value < 10 ? 2 : 0)} ${unit}`.trimEnd();
}
