/** The peer group of a request: everybody, a fixed grouping, or the nearest neighbours. */
import { DEFAULT_NEIGHBOURS } from '../peers.js';
import {
  arrayUnder,
  below,
  booleanUnder,
  choiceUnder,
  codeUnder,
  has,
  invalid,
  numberUnder,
  readNumber,
  readSection,
  requiredCode,
  type Section,
} from './reader.js';
import { readPositions } from './read-observations.js';
import { WEIGHT_NEGATIVE } from './messages.js';
import { refuse } from './refused.js';
import type { PeerGroupOptions } from './request.js';

const KEYS = ['kind', 'by', 'variables', 'weights', 'k', 'includeSelf', 'period', 'missing'] as const;

/** Reads `peerGroup`; left out everybody is compared with everybody. */
export function readPeerGroup(value: unknown, indicators: ReadonlyMap<string, number>): PeerGroupOptions {
  const section = readSection(value ?? {}, 'peerGroup', KEYS);
  switch (choiceUnder(section, 'kind', ['all', 'fixed', 'nearest'], 'all')) {
    case 'all':
      return { kind: 'all' };
    case 'fixed':
      return { kind: 'fixed', by: requiredCode(section, 'by') };
    case 'nearest':
      return readNearest(section, indicators);
  }
}

function readNearest(section: Section, indicators: ReadonlyMap<string, number>): PeerGroupOptions {
  const variables = readPositions(arrayUnder(section, 'variables'), 'peerGroup.variables', {
    positions: indicators,
    kind: 'indicator',
  });
  if (variables.length === 0) {
    invalid('peerGroup.variables', { lv: 'vismaz vienam rādītājam', en: 'at least one indicator' });
  }
  return {
    kind: 'nearest',
    variables,
    weights: readWeights(section, variables.length),
    k: numberUnder(section, 'k', DEFAULT_NEIGHBOURS, { min: 1, whole: true }),
    includeSelf: booleanUnder(section, 'includeSelf', true),
    missing: choiceUnder(section, 'missing', ['unmatched', 'average_common'], 'unmatched'),
    period: codeUnder(section, 'period', null),
  };
}

function readWeights(section: Section, count: number): number[] {
  if (!has(section, 'weights')) return new Array<number>(count).fill(1);
  const path = below(section.path, 'weights');
  const weights = arrayUnder(section, 'weights').map((value, i) => {
    const weight = readNumber(value, below(path, i));
    return weight < 0 ? refuse('WEIGHT_NEGATIVE', below(path, i), WEIGHT_NEGATIVE) : weight;
  });
  return weights.length === count
    ? weights
    : invalid(path, { lv: `${count} svariem (katram mainīgajam)`, en: `${count} weights (one a variable)` });
}
