import { useId } from 'react';
import type { Municipality } from '../api/types.ts';
import { useTexts } from '../i18n/dictionary.ts';
import { common } from '../i18n/pages/common.ts';
import { usePicking } from './use-picking.ts';

interface Props {
  readonly label: string;
  /** ATVK code of the one chosen. */
  readonly value: string | null;
  readonly onPick: (atvk: string) => void;
}

/** Search for a municipality: a combobox with a list, after the ARIA practices. */
export function MunicipalityPicker(props: Props) {
  const say = useTexts(common);
  const id = useId();
  const { text, options, isOpen, marked, input, pick } = usePicking(props.value, props.onPick);
  return (
    <div className="field picker">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-describedby={`${id}-help`}
        {...(marked >= 0 ? { 'aria-activedescendant': `${id}-${marked}` } : {})}
        value={text}
        onChange={(event) => {
          input.onChange(event.target.value);
        }}
        onFocus={(event) => {
          input.onFocus();
          event.target.select();
        }}
        onClick={input.onFocus}
        onBlur={input.onBlur}
        onKeyDown={input.onKeyDown}
      />
      <Options id={id} isOpen={isOpen} options={options} marked={marked} onPick={pick} />
      <p id={`${id}-help`} className="help">
        {say('pickHelp')}
      </p>
      <Found isOpen={isOpen} count={options.length} />
    </div>
  );
}

interface OptionsProps {
  readonly id: string;
  readonly isOpen: boolean;
  readonly options: readonly Municipality[];
  readonly marked: number;
  readonly onPick: (one: Municipality) => void;
}

function Options({ id, isOpen, options, marked, onPick }: OptionsProps) {
  const say = useTexts(common);
  return (
    <ul id={`${id}-list`} role="listbox" aria-label={say('municipality')} hidden={!isOpen || options.length === 0}>
      {options.map((one, index) => (
        <li
          key={one.atvk}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === marked}
          ref={(item) => {
            if (index === marked) item?.scrollIntoView({ block: 'nearest' });
          }}
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(one);
          }}
        >
          {one.name}
          {one.region === null ? null : <span className="soft"> {one.region.name}</span>}
        </li>
      ))}
    </ul>
  );
}

/** How many municipalities fit, read out while typing. */
function Found({ isOpen, count }: { readonly isOpen: boolean; readonly count: number }) {
  const say = useTexts(common);
  return (
    <p role="status" className="visually-hidden">
      {isOpen ? (count === 0 ? say('foundNone') : say('found', { count })) : ''}
    </p>
  );
}
