import type { ProfileRow } from '../../../../src/core/benchmark.ts';
import { useTexts } from '../../i18n/dictionary.ts';
import { common } from '../../i18n/pages/common.ts';
import { municipality as words } from '../../i18n/pages/municipality.ts';
import { useFormats } from '../../preferences/use-formats.ts';

interface Props {
  readonly row: ProfileRow;
  readonly onExplain: (code: string) => void;
}

/** A value that explains itself when pressed; where there is none, the reason. */
export function ValueButton({ row: { value, status, indicator }, onExplain }: Props) {
  const say = useTexts(words);
  const sayCommon = useTexts(common);
  const { quantity, text } = useFormats();
  if (value === null) {
    return <span className="soft">{sayCommon(status === 'reported' ? 'noValue' : status)}</span>;
  }
  const shown = quantity(value, indicator);
  return (
    <button
      type="button"
      className="value"
      aria-label={say('explainValue', { value: shown, name: text(indicator.name) })}
      onClick={() => {
        onExplain(indicator.code);
      }}
    >
      {shown}
    </button>
  );
}
