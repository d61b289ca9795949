/** What the compiler knows while it walks through one expression. */
import { refuse } from './fault.js';
import type { Run } from './frame.js';
import { slot, type Mode } from './operators.js';
import type { OperandToken } from './tokens.js';

export type ExpressionType = 'number' | 'boolean';

/** A compiled piece of an expression with its type. */
export interface Part {
  readonly type: ExpressionType;
  readonly run: Run;
}

/** What a slot of the frame is filled with before the closures run. */
export interface SlotToken extends OperandToken {
  /** Sum over all municipalities, for `mirror()`: of the cell itself or of its counterpart. */
  readonly national: 'own' | 'counterpart' | null;
  /** False where only `has()` looks at it, so that it need not be a number. */
  numeric: boolean;
}

/** Facts beside operands that an expression asks for; they decide what it depends on. */
export type Ask = 'evidence' | 'comment' | 'service';

export class Compilation {
  readonly slots: SlotToken[] = [];
  readonly asks = new Set<Ask>();
  private readonly indexes = new Map<string, number>();

  constructor(
    readonly text: string,
    readonly mode: Mode,
    private readonly operands: ReadonlyMap<string, OperandToken>,
  ) {}

  /** The token behind a symbol that the tokeniser made, or undefined. */
  operand(symbol: string): OperandToken | undefined {
    return this.operands.get(symbol);
  }

  /** The slot of an operand; equal operands share one. */
  slotOf(
    token: OperandToken,
    options: { readonly numeric: boolean; readonly national?: SlotToken['national'] },
  ): number {
    const national = options.national ?? null;
    const key = `${JSON.stringify([token.code, token.selection, token.companion, token.previous])}${national ?? ''}`;
    let index = this.indexes.get(key);
    if (index === undefined) {
      index = this.slots.push({ ...token, national, numeric: options.numeric }) - 1;
      this.indexes.set(key, index);
    } else if (options.numeric) (this.slots[index] as SlotToken).numeric = true;
    return index;
  }

  load(token: OperandToken): Part {
    return { type: 'number', run: slot(this.slotOf(token, { numeric: true })) };
  }

  /** Where a name stands, from 1. */
  positionOf(name: string): number {
    return Math.max(0, this.text.indexOf(name)) + 1;
  }

  /** Refuses a part of the wrong type. */
  require(part: Part, type: ExpressionType, position: number): Run {
    if (part.type === type) return part.run;
    return type === 'number'
      ? refuse(
          'wrong_type',
          position,
          'Šeit vajadzīgs skaitlis, nevis nosacījums.',
          'A number is needed here, not a condition.',
        )
      : refuse(
          'wrong_type',
          position,
          'Šeit vajadzīgs nosacījums, nevis skaitlis.',
          'A condition is needed here, not a number.',
        );
  }
}
