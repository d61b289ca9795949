import type { LocalisedText } from '../../core/vocabulary.js';
import { VALUE, type OperandReference, type OperandSource } from '../expressions/operands.js';
import type { Cell, Rule, RuleKind } from '../model/catalogue.js';
import { loadFrame, type Binding } from './binding.js';

/** `skipped`: an operand that the rule needs has no value, so nothing can be said. */
export type RuleOutcome = 'holds' | 'violated' | 'skipped';

/** A rule of the catalogue for one cell. */
export class CellRule {
  /** Stable across cells and versions: `SU-L-POLICY.H1`; the code of the finding. */
  readonly code: string;
  readonly kind: RuleKind;
  readonly message: LocalisedText;
  /**
   * True where the answer is the same for every cell of the indicator (`{SELF.sum} <= …`): one finding says it.
   */
  readonly sameForAllCells: boolean;

  constructor(
    readonly rule: Rule,
    private readonly binding: Binding,
  ) {
    this.code = `${binding.cell.indicatorCode}.${rule.id}`;
    this.kind = rule.kind;
    this.message = rule.message;
    const { slots, asks } = binding.expression;
    this.sameForAllCells =
      binding.cell.dimensionValue !== null &&
      asks.size === 0 &&
      slots.every(
        ({ code, selection }) => selection.kind !== 'same' && (code !== 'SELF' || selection.kind !== 'plain'),
      );
  }

  /** The cell that is checked: findings and comments belong to it. */
  get cell(): Cell {
    return this.binding.cell;
  }

  /** Every value that the rule reads, each once. */
  get reads(): readonly OperandReference[] {
    return this.binding.references;
  }

  /** Whether evidence or a comment of the cell decides about the answer. */
  get readsAttachments(): boolean {
    const { asks } = this.binding.expression;
    return asks.has('evidence') || asks.has('comment');
  }

  /** Checks the values of one municipality and period. */
  evaluate(source: OperandSource): RuleOutcome {
    const frame = loadFrame(this.binding, source);
    const answer = this.binding.expression.run(frame);
    if ((frame.status as number) !== VALUE) return 'skipped';
    return answer === 1 ? 'holds' : 'violated';
  }
}
