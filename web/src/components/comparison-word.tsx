import { comparisonSigns } from '../../../charts/tokens.ts';
import type { Comparison } from '../../../src/core/vocabulary.ts';
import { useTexts } from '../i18n/dictionary.ts';
import { common } from '../i18n/pages/common.ts';

/** Better, worse, similar … as sign and word; colour only repeats it. Costs alone are not coloured. */
export function ComparisonWord({ comparison, isCost }: { readonly comparison: Comparison; readonly isCost: boolean }) {
  const say = useTexts(common);
  return (
    <span className="comparison" data-comparison={isCost ? 'cost' : comparison}>
      <span aria-hidden="true">{comparisonSigns[comparison]}</span> {say(comparison)}
    </span>
  );
}
