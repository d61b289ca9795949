import { describe, expect, it } from '@jest/globals';
import { disclosureOf, roundToStep, type DisclosureCell } from './disclosure.js';

const cell = (code: string, rule: DisclosureCell['rule'], leaves: string[] = [], roundTo?: number): DisclosureCell => ({
  code,
  rule,
  leaves,
  ...(roundTo === undefined ? {} : { roundTo }),
});
const CELLS = new Map(
  [
    cell('CLIENTS.A', { kind: 'persons' }),
    cell('CLIENTS.B', { kind: 'persons' }),
    cell('SHARE', { kind: 'persons' }, ['CLIENTS.A', 'CLIENTS.B']),
    cell('POP', { kind: 'open' }),
    cell('RELIEF', { kind: 'recipients', recipients: 'RELIEF|n' }),
    cell('GRANT', { kind: 'open' }),
    cell('AID', { kind: 'recipients', recipients: 'AID|n' }, ['RELIEF', 'GRANT'], 1000),
    cell('AID-PC', { kind: 'recipients', recipients: 'AID-PC|n' }, ['RELIEF', 'GRANT', 'POP']),
    cell('FTE', { kind: 'specialists', specialists: ['FTE|n', 'FTE'] }),
    cell('CASES', { kind: 'specialists', specialists: ['FTE|n', 'FTE'] }),
    cell('NORM', { kind: 'open' }, ['FTE', 'POP']),
    cell('COST.CRISIS', { kind: 'clients', clients: 'CLIENTS.A' }),
    cell('VOLUME.CRISIS', { kind: 'clients', clients: 'CLIENTS.A' }),
    cell('NET', { kind: 'open' }, ['COST.CRISIS', 'VOLUME.CRISIS', 'GRANT']),
    cell('TOTAL', { kind: 'open' }, ['COST.CRISIS', 'GRANT']),
  ].map((entry) => [entry.code, entry]),
);

const shown = (code: string, values: Readonly<Record<string, number>>) =>
  disclosureOf(
    CELLS.get(code) ?? cell(code, { kind: 'open' }),
    (key) => values[key] ?? null,
    (key) => CELLS.get(key),
  );

describe('disclosureOf', () => {
  it.each([
    [0, 'shown'],
    [1, 'hidden'],
    [4, 'hidden'],
    [5, 'shown'],
  ])('D1: %d persons are %s', (value, expected) => {
    expect(shown('CLIENTS.A', { 'CLIENTS.A': value })).toBe(expected);
  });

  it('D1: what is computed from hidden persons is hidden', () => {
    expect(shown('SHARE', { SHARE: 30, 'CLIENTS.A': 3, 'CLIENTS.B': 7 })).toBe('hidden');
    expect(shown('SHARE', { SHARE: 30, 'CLIENTS.A': 3, 'CLIENTS.B': 2 })).toBe('hidden');
    expect(shown('SHARE', { SHARE: 3, 'CLIENTS.A': 6, 'CLIENTS.B': 7 })).toBe('shown');
  });

  it('D2: money to fewer than three taxpayers is hidden, an unknown number included; no money is shown', () => {
    expect(shown('RELIEF', { RELIEF: 900, 'RELIEF|n': 2 })).toBe('hidden');
    expect(shown('RELIEF', { RELIEF: 900 })).toBe('hidden');
    expect(shown('RELIEF', { RELIEF: 900, 'RELIEF|n': 3 })).toBe('shown');
    expect(shown('RELIEF', { RELIEF: 0, 'RELIEF|n': 0 })).toBe('shown');
  });

  it('D2: a total from which it could be subtracted is rounded; a ratio without a step becomes a band', () => {
    const values = { RELIEF: 900, 'RELIEF|n': 2, GRANT: 5000, AID: 5900, 'AID-PC': 3, POP: 2000 };
    expect(shown('AID', values)).toBe('rounded');
    expect(shown('AID-PC', values)).toBe('band');
    expect(shown('AID', { ...values, 'RELIEF|n': 3 })).toBe('shown');
  });

  it('D3: the work of one to four specialists is a band, by persons where they are known, else by posts', () => {
    expect(shown('CASES', { CASES: 80, FTE: 4.5, 'FTE|n': 6 })).toBe('shown');
    expect(shown('CASES', { CASES: 80, FTE: 4.5 })).toBe('band');
    expect(shown('FTE', { FTE: 0 })).toBe('shown');
  });

  it('hides the one more figure from which a hidden one could be computed', () => {
    expect(shown('NORM', { NORM: 0.8, FTE: 2, POP: 2500 })).toBe('band');
    expect(shown('NORM', { NORM: 2.4, FTE: 6, POP: 2500 })).toBe('shown');
    const crisis = { 'CLIENTS.A': 2, 'COST.CRISIS': 9000, 'VOLUME.CRISIS': 60, GRANT: 10, TOTAL: 9010, NET: 1 };
    expect(shown('COST.CRISIS', crisis)).toBe('hidden');
    expect(shown('TOTAL', crisis)).toBe('hidden');
    expect(shown('NET', crisis)).toBe('shown'); // two unknown terms: neither can be found
  });

  it('shows what has no value as what it is', () => {
    expect(shown('TOTAL', { 'CLIENTS.A': 2, 'COST.CRISIS': 9000 })).toBe('shown');
  });
});

describe('roundToStep', () => {
  it('rounds halves away from zero and never to a negative zero', () => {
    expect(roundToStep(1500, 1000)).toBe(2000);
    expect(roundToStep(-1500, 1000)).toBe(-2000);
    expect(Object.is(roundToStep(-1, 1000), 0)).toBe(true);
  });
});
