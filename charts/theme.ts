/** How tokens are applied: sizes for page and phone, contrast, patterns, and what every option begins with. */
import type { BarSeriesOption, EChartsOption } from 'echarts';
import type { BenchmarkIndicator } from '../src/core/benchmark.js';
import type { Language } from '../src/core/vocabulary.js';
import type { ChartRequest } from './chart.js';
import { contrast } from './contrast.js';
import {
  chartWidths,
  colours,
  costBands,
  fontFamily,
  fontSizes,
  fontWeights,
  indexBands,
  neutralBands,
} from './tokens.js';

type Decal = NonNullable<NonNullable<BarSeriesOption['itemStyle']>['decal']>;

export interface ChartTheme {
  readonly language: Language;
  readonly narrow: boolean;
  /** Patterns stand beside colours: in high contrast and on paper. */
  readonly patterns: boolean;
  readonly width: number;
  readonly padding: number;
  /** Font size of labels; never below 14 px. */
  readonly label: number;
  readonly colour: Record<
    'ink' | 'softInk' | 'line' | 'peer' | 'peerEdge' | 'band' | 'accent' | 'cost' | 'hatch',
    string
  >;
}

export function chartTheme(request: ChartRequest): ChartTheme {
  const high = request.contrast === 'high';
  const narrow = request.width === 'narrow';
  return {
    language: request.language,
    narrow,
    patterns: high || request.theme === 'print',
    width: narrow ? chartWidths.narrow : chartWidths.wide,
    padding: narrow ? 10 : 16,
    label: fontSizes.small,
    colour: {
      ink: high ? '#000000' : colours.ink,
      softInk: high ? colours.ink : colours.softInk,
      line: high ? colours.peerEdge : colours.line,
      peer: high ? colours.paper : colours.peer,
      peerEdge: high ? colours.ink : colours.peerEdge,
      band: colours.quartileBand,
      accent: colours.accent,
      cost: colours.cost,
      hatch: high ? colours.ink : colours.hatch,
    },
  };
}

/** The colour of the reader's own municipality: the accent, or violet for a cost, which is neither good nor bad. */
export function ownColour(theme: ChartTheme, indicator: BenchmarkIndicator): string {
  return indicator.isCost ? theme.colour.cost : theme.colour.accent;
}

/** The four fills of an indicator's bands, weakest or lowest first. */
export function bandFills(indicator: BenchmarkIndicator): readonly string[] {
  if (indicator.isCost) return costBands;
  return indicator.direction === 'neutral' ? neutralBands : indexBands;
}

/** The colour of text on a fill: the first of ink, paper and the deeper ink that reaches 4.5 : 1. */
export function inkOn(fill: string): string {
  return [colours.ink, colours.paper].find((ink) => contrast(ink, fill) >= 4.5) ?? colours.deepInk;
}

/** The hatching of what is missing: thin lines that rise to the right. */
export function missingDecal(theme: ChartTheme): Decal {
  return {
    symbol: 'rect',
    symbolSize: 1,
    dashArrayX: [1, 0],
    dashArrayY: [1.5, 4],
    rotation: -Math.PI / 4,
    color: theme.colour.hatch,
  };
}

/** The fill and edge of a bar or tile whose number is missing. */
export function missingStyle(theme: ChartTheme): {
  color: string;
  borderColor: string;
  borderWidth: number;
  decal: Decal;
} {
  return { color: colours.paper, borderColor: theme.colour.hatch, borderWidth: 1, decal: missingDecal(theme) };
}

/** Patterns for the four bands, from sparse to dense, so that they can be told apart without colour. */
export function bandDecal(step: number): Decal {
  const color = step >= 2 ? 'rgba(255,255,255,0.55)' : 'rgba(27,42,51,0.45)';
  const shared = { color, symbol: 'rect', symbolSize: 1 } as const;
  switch (step) {
    case 0:
      return {
        ...shared,
        symbol: 'circle',
        dashArrayX: [
          [3, 9],
          [9, 3],
        ],
        dashArrayY: [3, 6],
        symbolSize: 0.6,
      };
    case 1:
      return { ...shared, dashArrayX: [1, 0], dashArrayY: [1, 7], rotation: Math.PI / 4 };
    case 2:
      return { ...shared, dashArrayX: [1, 0], dashArrayY: [1, 7], rotation: 0 };
    default:
      return { symbol: 'none', color };
  }
}

/** A stripe along the own bar, where patterns are asked for. */
export function ownDecal(theme: ChartTheme): { decal: Decal } | Record<string, never> {
  if (!theme.patterns) return {};
  return {
    decal: {
      symbol: 'rect',
      symbolSize: 1,
      dashArrayX: [1, 0],
      dashArrayY: [2, 4],
      rotation: Math.PI / 4,
      color: 'rgba(255,255,255,0.4)',
    },
  };
}

/** What every option has: type, no motion, the words for a screen reader, tooltips as drawn text and never as HTML. */
export function baseOption(theme: ChartTheme, description: string): EChartsOption {
  return {
    animation: false,
    backgroundColor: colours.paper,
    textStyle: { fontFamily, fontSize: theme.label, color: theme.colour.ink, fontWeight: fontWeights.normal },
    aria: { enabled: true, label: { enabled: true, description } },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      confine: true,
      transitionDuration: 0,
      backgroundColor: colours.paper,
      borderColor: theme.colour.peerEdge,
      borderWidth: 1,
      padding: 8,
      textStyle: { fontFamily, fontSize: theme.label, color: theme.colour.ink },
    },
  };
}
