import type { Cell } from '../../indicators/model/catalogue.js';
import type { EditionView } from '../editions/edition-view.js';

/** `{A} / {B}`, with or without `* 1000`. */
const RATIO = /^\{([^{}]+)\} \/ \{([^{}]+)\}(?: \* (\d+))?$/;

/** An indicator that is one cell divided by another. */
export interface RatioCell {
  readonly cell: Cell;
  readonly numerator: Cell;
  readonly denominator: Cell;
  readonly per: number;
}

/** The parts of a ratio; null for an indicator that is computed in another way. */
export function ratioCell(view: EditionView, cell: Cell): RatioCell | null {
  const [, top = '', bottom = '', per = '1'] = RATIO.exec(view.catalogues.formula(cell.code)?.expression ?? '') ?? [];
  const [numerator, denominator] = [view.catalogues.cell(top), view.catalogues.cell(bottom)];
  return numerator === undefined || denominator === undefined
    ? null
    : { cell, numerator, denominator, per: Number(per) };
}
