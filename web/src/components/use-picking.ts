/** What a search for a municipality does, apart from how it looks. */
import { useState, type KeyboardEvent } from 'react';
import { useMunicipalities } from '../api/queries.ts';
import type { Municipality } from '../api/types.ts';
import { fold } from './fold.ts';

function matching(all: readonly Municipality[], text: string): readonly Municipality[] {
  const wanted = fold(text);
  if (wanted === '') return all;
  const starts = all.filter(({ nameLv, nameEn }) => fold(nameLv).startsWith(wanted) || fold(nameEn).startsWith(wanted));
  const holds = all.filter(({ nameLv, nameEn, atvk }) => fold(`${nameLv} ${nameEn} ${atvk}`).includes(wanted));
  return [...starts, ...holds.filter((one) => !starts.includes(one))];
}

/** Where the mark goes with each key; null: the list stays as it is. */
function moved(key: string, at: number, of: number): number | null {
  if (of === 0) return null;
  if (key === 'ArrowDown') return (at + 1) % of;
  if (key === 'ArrowUp') return (at + of - (at < 0 ? 0 : 1)) % of;
  return null;
}

export interface Picking {
  readonly text: string;
  readonly options: readonly Municipality[];
  readonly isOpen: boolean;
  readonly marked: number;
  readonly input: {
    readonly onChange: (text: string) => void;
    readonly onFocus: () => void;
    readonly onBlur: () => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
  readonly pick: (one: Municipality) => void;
}

/** What is typed, what fits it, and which of it is marked. */
export function usePicking(value: string | null, onPick: (atvk: string) => void): Picking {
  const all = useMunicipalities().data?.items ?? [];
  const chosen = all.find(({ atvk }) => atvk === value)?.name ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [marked, setMarked] = useState(-1);
  const options = matching(all, typed ?? '');
  const close = () => {
    setOpen(false);
    setTyped(null);
  };
  const pick = (one: Municipality) => {
    onPick(one.atvk);
    close();
  };
  const mark = (at: number) => {
    setOpen(true);
    setMarked(at);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(event.key, isOpen ? marked : -1, options.length);
    const one = options[marked] ?? (typed === null ? undefined : options[0]);
    if (next === null && event.key !== 'Escape' && (event.key !== 'Enter' || !isOpen)) return;
    if (next !== null || event.key === 'Enter') event.preventDefault();
    if (next !== null) mark(next);
    else if (event.key === 'Escape') close();
    else if (one !== undefined) pick(one);
  };
  const onChange = (text: string) => {
    setTyped(text);
    mark(-1);
  };
  const onFocus = () => {
    mark(-1);
  };
  const input = { onChange, onFocus, onBlur: close, onKeyDown };
  return { text: typed ?? chosen, options, isOpen, marked, pick, input };
}
