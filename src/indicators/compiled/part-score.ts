import { compileExpression, isFault } from '../expressions/compile.js';
import type { ExpressionFault } from '../expressions/fault.js';
import { newFrame } from '../expressions/frame.js';
import { VALUE } from '../expressions/operands.js';

/**
 * The score of a part of a composite as a function of its value: `{x}/3*100`.
 *
 * @returns the function (null where the result is no number), or what is wrong with the expression
 */
export function compilePartScore(expression: string): ((x: number) => number | null) | ExpressionFault {
  const compiled = compileExpression(expression, 'formula');
  if (isFault(compiled)) return compiled;
  const strange = compiled.slots.find(
    ({ code, selection, companion, previous }) =>
      code !== 'x' || selection.kind !== 'plain' || companion !== null || previous,
  );
  if (strange !== undefined || compiled.composite !== null)
    return {
      code: 'unknown_code',
      position: strange?.position ?? 1,
      message: { lv: 'Vērtējumā ir tikai {x}.', en: 'A score knows {x} only.' },
    };
  return (x) => {
    const frame = newFrame(compiled.slots.length);
    frame.values.fill(x);
    const result = compiled.run(frame);
    return (frame.status as number) === VALUE ? result : null;
  };
}
