/** `POST /method-lab/frontier`: reading, computing, answering. */
import { leastUnits, scoreFrontier, type Orientation, type ReturnsToScale } from '../advanced/frontier.js';
import type { LinearSolver } from '../advanced/linear-solver.js';
import type { Flag } from '../vocabulary.js';
import { arrayUnder, booleanUnder, choiceUnder, invalid, readCode, readSection, type Section } from './reader.js';
import { readObservations } from './read-observations.js';
import { positionsOf, readUnits } from './read-request.js';
import { outcomeOf, refuse, type Outcome } from './refused.js';
import type { ObservedColumn } from './request.js';

const KEYS = [
  'units',
  'inputs',
  'outputs',
  'observations',
  'columns',
  'orientation',
  'returnsToScale',
  'superEfficiency',
  'force',
] as const;

/** A frontier request that may be computed. Each period has a frontier of its own. */
export interface FrontierRequest {
  readonly units: readonly string[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly periods: readonly (string | null)[];
  /** By period and unit the inputs, then the outputs; null for a unit that lacks one. */
  readonly figures: readonly (readonly (Float64Array | null)[])[];
  readonly orientation: Orientation;
  readonly returnsToScale: ReturnsToScale;
  readonly superEfficiency: boolean;
  readonly force: boolean;
}

/** A line of the answer. A unit that lacks a figure is not scored and nobody's peer. */
export interface FrontierLine {
  readonly unit: string;
  readonly period: string | null;
  readonly efficiency: number | null;
  readonly scale: number | null;
  readonly returnsToScale: 'irs' | 'crs' | 'drs' | null;
  readonly peers: readonly { readonly unit: string; readonly lambda: number }[];
  /** By code of the input or output. */
  readonly slacks: Readonly<Record<string, number>>;
  readonly efficient: boolean;
  readonly flags: readonly Flag[];
}

/** Reads the body of the request. */
export function parseFrontierRequest(body: unknown): Outcome<FrontierRequest> {
  return outcomeOf(() => {
    const section = readSection(body, '', KEYS);
    const units = readUnits(section);
    const inputs = readFactors(section, 'inputs');
    const outputs = readFactors(section, 'outputs');
    const codes = [...inputs, ...outputs];
    const positions = positionsOf(
      units,
      codes.map((code) => ({ code })),
    );
    const { periods, observed } = readObservations(section, positions);
    const figures = periods.map((period, at) =>
      units.map((unit, i) =>
        figuresOf(
          observed.map((series) => series[at] ?? null),
          i,
          { unit: unit.code, codes, inputs: inputs.length, period },
        ),
      ),
    );
    return {
      units: units.map(({ code }) => code),
      inputs,
      outputs,
      periods,
      figures,
      orientation: choiceUnder(section, 'orientation', ['in', 'out'], 'in'),
      returnsToScale: choiceUnder(section, 'returnsToScale', ['crs', 'vrs', 'drs', 'irs'], 'crs'),
      superEfficiency: booleanUnder(section, 'superEfficiency', false),
      force: booleanUnder(section, 'force', false),
    };
  });
}

function readFactors(section: Section, key: 'inputs' | 'outputs'): string[] {
  const codes = arrayUnder(section, key).map((code, i) => readCode(code, `${key}.${i}`));
  return codes.length > 0 ? codes : invalid(key, { lv: 'vismaz vienam kodam', en: 'at least one code' });
}

interface UnitPlace {
  readonly unit: string;
  readonly codes: readonly string[];
  readonly inputs: number;
  readonly period: string | null;
}

/** The figures of a unit; null where one is missing. Negative ones and a unit without any input or output are refused. */
function figuresOf(columns: readonly (ObservedColumn | null)[], at: number, place: UnitPlace): Float64Array | null {
  const figures = Float64Array.from(columns, (column) => (column === null ? NaN : figureOf(column, at)));
  figures.forEach((figure, i) => {
    if (figure < 0) refuseFigure('FRONTIER_NEGATIVE', place, place.codes[i] ?? '');
  });
  if (figures.some((figure) => !Number.isFinite(figure))) return null;
  const positive = (part: Float64Array): boolean => part.some((figure) => figure > 0);
  if (!positive(figures.subarray(0, place.inputs))) refuseFigure('FRONTIER_NO_INPUT', place, 'inputs');
  if (!positive(figures.subarray(place.inputs))) refuseFigure('FRONTIER_NO_OUTPUT', place, 'outputs');
  return figures;
}

function figureOf(column: ObservedColumn, at: number): number {
  const value = column.value[at] ?? NaN;
  if (Number.isFinite(value) || column.counted[at] !== 1) return value;
  const denominator = column.denominator[at] ?? NaN;
  return denominator > 0 ? (column.numerator[at] ?? NaN) / denominator : NaN;
}

const SENTENCES = {
  FRONTIER_NEGATIVE: {
    lv: 'Ieguldījumi un rezultāti nevar būt negatīvi.',
    en: 'Inputs and outputs cannot be negative.',
  },
  FRONTIER_NO_INPUT: {
    lv: 'Katrai vienībai vajadzīgs vismaz viens ieguldījums, kas lielāks par nulli.',
    en: 'Every unit needs at least one input above zero.',
  },
  FRONTIER_NO_OUTPUT: {
    lv: 'Katrai vienībai vajadzīgs vismaz viens rezultāts, kas lielāks par nulli.',
    en: 'Every unit needs at least one output above zero.',
  },
} as const;

function refuseFigure(code: keyof typeof SENTENCES, { unit, period }: UnitPlace, what: string): never {
  const path = ['observations', unit, what, ...(period === null ? [] : [period])].join('.');
  const { lv, en } = SENTENCES[code];
  return refuse(code, path, { lv: `${unit}: ${lv}`, en: `${unit}: ${en}` });
}

/** Scores every unit against the frontier of its period. Too few units are refused, or flagged where forced. */
export function computeFrontier(request: FrontierRequest, solver: LinearSolver): Outcome<FrontierLine[]> {
  return outcomeOf(() => request.periods.flatMap((_, period) => frontierOf(request, period, solver)));
}

function frontierOf(request: FrontierRequest, period: number, solver: LinearSolver): FrontierLine[] {
  const figures = request.figures[period] ?? [];
  const scored = [...figures.keys()].filter((unit) => figures[unit] !== null);
  const needed = leastUnits(request.inputs.length, request.outputs.length);
  if (scored.length < needed && !request.force) refuseFew(scored.length, needed);
  const part = (from: number, to?: number): Float64Array[] =>
    scored.map((unit) => (figures[unit] ?? new Float64Array(0)).subarray(from, to));
  const scores = scoreFrontier(
    { inputs: part(0, request.inputs.length), outputs: part(request.inputs.length) },
    request,
    solver,
  );
  const flags: readonly Flag[] = scored.length < needed ? ['DEA_LOW_N'] : [];
  const codeOf = (place: number): string => request.units[scored[place] ?? -1] ?? '';
  return request.units.map((unit, at): FrontierLine => {
    const periodCode = request.periods[period] ?? null;
    const score = scores[scored.indexOf(at)];
    if (score === undefined) return unscored(unit, periodCode);
    const slacks = [...score.inputSlacks, ...score.outputSlacks];
    return {
      unit,
      period: periodCode,
      efficiency: score.efficiency,
      scale: score.scale,
      returnsToScale: score.region,
      peers: score.peers.map((peer) => ({ unit: codeOf(peer.unit), lambda: peer.lambda })),
      slacks: Object.fromEntries([...request.inputs, ...request.outputs].map((code, i) => [code, slacks[i] ?? 0])),
      efficient: score.efficient,
      flags,
    };
  });
}

function unscored(unit: string, period: string | null): FrontierLine {
  return {
    unit,
    period,
    efficiency: null,
    scale: null,
    returnsToScale: null,
    peers: [],
    slacks: {},
    efficient: false,
    flags: ['MISSING'],
  };
}

function refuseFew(units: number, needed: number): never {
  return refuse('FRONTIER_TOO_FEW_UNITS', 'units', {
    lv: `Robežai vajadzīgas vismaz ${needed} vienības, bet ir ${units}. Ar “force” var rēķināt tik un tā.`,
    en: `A frontier needs at least ${needed} units, and there are ${units}. “force” computes it all the same.`,
  });
}
