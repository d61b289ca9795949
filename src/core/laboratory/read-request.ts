/** Requests to the laboratory, read strictly: nothing unknown, nothing contradictory, every default filled in. */
import { GOALPOST_REFUSALS, WEIGHT_NEGATIVE } from './messages.js';
import { refusalOfGoalposts } from '../goalposts.js';
import {
  arrayUnder,
  below,
  booleanUnder,
  choiceUnder,
  codeUnder,
  has,
  invalid,
  numberUnder,
  readCode,
  readNumber,
  readSection,
  refuseDuplicate,
  requiredCode,
  valueOf,
  type Section,
} from './reader.js';
import { readMethod } from './read-method.js';
import { readObservations, type Positions } from './read-observations.js';
import { readPeerGroup } from './read-peer-group.js';
import { outcomeOf, refuse, type Outcome } from './refused.js';
import { buildTree, type CompositeTree } from './tree.js';
import { AGGREGATIONS } from './vocabulary.js';
import type { LaboratoryIndicator, LaboratoryNode, LaboratoryUnit, ScoresRequest } from './request.js';

const REQUEST_KEYS = [
  'units',
  'indicators',
  'nodes',
  'observations',
  'columns',
  'peerGroup',
  'seed',
  'method',
] as const;
const INDICATOR_KEYS = ['code', 'direction', 'parent', 'weight', 'kind', 'per', 'goalposts', 'target'] as const;

/**
 * Reads the body of `POST /method-lab/scores`.
 *
 * @returns the request with all defaults, or a refusal with the path of what is wrong
 */
export function parseScoresRequest(body: unknown): Outcome<ScoresRequest> {
  return outcomeOf(() => readScoresRequest(body));
}

function readScoresRequest(body: unknown): ScoresRequest {
  const section = readSection(body, '', REQUEST_KEYS);
  const units = readUnits(section);
  const indicators = arrayUnder(section, 'indicators').map((value, i) => readIndicator(value, `indicators.${i}`));
  const nodes = arrayUnder(section, 'nodes').map((value, i) => readNode(value, `nodes.${i}`));
  const positions = positionsOf(units, indicators);
  const tree = buildTree(nodes, indicators);
  const { method, rangeIsExplicit } = readMethod(valueOf(section, 'method'), {
    nodes,
    hasComposite: tree.nodes.length > 0,
    weighted: new Set([...indicators, ...tree.nodes].map(({ code }) => code)),
  });
  requireReferences(indicators, tree, method.normalisation);
  const { periods, observed } = readObservations(section, positions);
  const peerGroup = readPeerGroup(valueOf(section, 'peerGroup'), positions.indicators);
  requirePeriods(method, peerGroup, periods);
  const seed = numberUnder(section, 'seed', 0, { whole: true });
  return { units, indicators, nodes, periods, observed, peerGroup, seed, method, rangeIsExplicit };
}

/** Reads `units`: codes that occur once, with the groups they belong to. */
export function readUnits(section: Section): LaboratoryUnit[] {
  const units = arrayUnder(section, 'units').map((value, i): LaboratoryUnit => {
    if (typeof value === 'string') return { code: readCode(value, `units.${i}`), groups: new Map() };
    const unit = readSection(value, `units.${i}`, ['code', 'groups']);
    return { code: requiredCode(unit, 'code'), groups: readGroups(unit) };
  });
  if (units.length === 0) {
    refuse('NO_UNITS', 'units', { lv: 'Vajadzīga vismaz viena vienība.', en: 'At least one unit is needed.' });
  }
  return units;
}

function readGroups(unit: Section): ReadonlyMap<string, string> {
  const value = valueOf(unit, 'groups');
  if (value === undefined) return new Map();
  const path = below(unit.path, 'groups');
  if (typeof value !== 'object' || Array.isArray(value)) return invalid(path, { lv: 'objektam', en: 'an object' });
  const groups = new Map<string, string>();
  for (const [name, group] of Object.entries(value as Record<string, unknown>)) {
    if (group !== null && group !== undefined) groups.set(name, readCode(group, below(path, name)));
  }
  return groups;
}

/** Positions of units and indicators by code; a code that occurs twice is refused. */
export function positionsOf(
  units: readonly { readonly code: string }[],
  indicators: readonly { readonly code: string }[],
): Positions {
  const positions = { units: new Map<string, number>(), indicators: new Map<string, number>() };
  units.forEach(({ code }, i) => {
    refuseDuplicate(positions.units, code, `units.${i}.code`);
    positions.units.set(code, i);
  });
  indicators.forEach(({ code }, i) => {
    refuseDuplicate(positions.indicators, code, `indicators.${i}.code`);
    positions.indicators.set(code, i);
  });
  return positions;
}

function readIndicator(value: unknown, path: string): LaboratoryIndicator {
  const section = readSection(value, path, INDICATOR_KEYS);
  return {
    code: requiredCode(section, 'code'),
    direction: choiceUnder(
      section,
      'direction',
      ['higher_is_better', 'lower_is_better', 'neutral'],
      'higher_is_better',
    ),
    parent: codeUnder(section, 'parent', null),
    weight: readWeight(section),
    kind: choiceUnder(section, 'kind', ['value', 'proportion', 'rate', 'mean'], 'value'),
    per: numberUnder(section, 'per', 1, { min: 0, max: Infinity, open: true }),
    goalposts: readGoalposts(section),
    target: numberUnder(section, 'target', null),
  };
}

function readWeight(section: Section): number {
  const weight = numberUnder(section, 'weight', 1);
  return weight < 0 ? refuse('WEIGHT_NEGATIVE', below(section.path, 'weight'), WEIGHT_NEGATIVE) : weight;
}

function readGoalposts(indicator: Section): LaboratoryIndicator['goalposts'] {
  if (!has(indicator, 'goalposts')) return null;
  const path = below(indicator.path, 'goalposts');
  const section = readSection(valueOf(indicator, 'goalposts'), path, ['low', 'high', 'log']);
  const goalposts = {
    low: readNumber(valueOf(section, 'low') ?? 'missing', below(path, 'low')),
    high: readNumber(valueOf(section, 'high') ?? 'missing', below(path, 'high')),
    log: booleanUnder(section, 'log', false),
  };
  const refusal = refusalOfGoalposts(goalposts);
  return refusal === null ? goalposts : refuse(refusal, path, GOALPOST_REFUSALS[refusal] ?? GOALPOST_REFUSALS.other);
}

function readNode(value: unknown, path: string): LaboratoryNode {
  const section = readSection(value, path, ['code', 'parent', 'weight', 'aggregation']);
  return {
    code: requiredCode(section, 'code'),
    parent: codeUnder(section, 'parent', null),
    weight: readWeight(section),
    aggregation: choiceUnder(section, 'aggregation', AGGREGATIONS, null),
  };
}

/** Goalposts and targets have to be there for every indicator that is to be scored by them. */
function requireReferences(
  indicators: readonly LaboratoryIndicator[],
  tree: CompositeTree,
  { kind, reference }: { readonly kind: string; readonly reference: string },
): void {
  const needsGoalposts = kind === 'goalposts';
  const needsTarget = kind === 'distance_to_reference' && reference === 'target';
  indicators.forEach((indicator, i) => {
    const concerned = indicator.direction !== 'neutral' && (indicator.parent !== null || tree.nodes.length === 0);
    if (needsGoalposts && concerned && indicator.goalposts === null) {
      refuse('GOALPOSTS_MISSING', `indicators.${i}.goalposts`, {
        lv: `Rādītājam “${indicator.code}” nav vārtu (zemākās un augstākās robežas).`,
        en: `The indicator “${indicator.code}” has no goalposts.`,
      });
    }
    if (needsTarget && concerned && indicator.target === null) {
      refuse('TARGET_MISSING', `indicators.${i}.target`, {
        lv: `Rādītājam “${indicator.code}” nav mērķa.`,
        en: `The indicator “${indicator.code}” has no target.`,
      });
    }
  });
}

function requirePeriods(
  method: ScoresRequest['method'],
  peerGroup: ScoresRequest['peerGroup'],
  periods: readonly (string | null)[],
): void {
  if (method.basePeriod !== null && !periods.includes(method.basePeriod)) {
    refuseUnknownPeriod(method.basePeriod, 'method.basePeriod');
  }
  if (peerGroup.kind === 'nearest' && peerGroup.period !== null && !periods.includes(peerGroup.period)) {
    refuseUnknownPeriod(peerGroup.period, 'peerGroup.period');
  }
}

function refuseUnknownPeriod(period: string, path: string): never {
  return refuse('UNKNOWN_PERIOD', path, {
    lv: `Periodā “${period}” nav neviena novērojuma.`,
    en: `There is no observation in the period “${period}”.`,
  });
}
