import type { Choice } from '../../components/select-field.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { compare as words } from '../../i18n/pages/compare.ts';
import type { Address } from '../../state/use-address.ts';

interface Props {
  readonly label: string;
  /** The parameter of the address that holds the list. */
  readonly name: string;
  readonly choices: readonly Choice[];
  readonly address: Address;
}

/** What has been chosen, each with a button that takes it out again. */
export function Chosen({ label, name, choices, address }: Props) {
  const say = useTexts(words);
  const list = address.list(name);
  if (list.length === 0) return null;
  const labelOf = (value: string) => choices.find((choice) => choice.value === value)?.label ?? value;
  return (
    <ul className="chosen" aria-label={label}>
      {list.map((value) => (
        <li key={value}>
          {labelOf(value)}
          <button
            type="button"
            aria-label={say('remove', { name: labelOf(value) })}
            onClick={() => {
              address.set({ [name]: list.filter((other) => other !== value) });
            }}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
