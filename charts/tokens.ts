/**
 * The one visual language of the service: every colour, size and rhythm that pages and charts use.
 *
 * Text colours reach 4.5 : 1 and marks 3 : 1 against the surfaces they stand on (`tokens.spec.ts` computes it). Fills
 * lighter than that (peers, the bands of the index) always come with an edge that reaches 3 : 1, or hold a name.
 */

export const colours = {
  ink: '#1B2A33',
  softInk: '#52636D',
  /** For text on fills of middle lightness, where ink would fall below 4.5 : 1. */
  deepInk: '#0A1216',
  line: '#D5DCE0',
  paper: '#FFFFFF',
  sheet: '#F6F4EF',
  accent: '#0B5F66',
  focusRing: '#FFB000',
  peer: '#9FB0B8',
  peerEdge: '#6B7F89',
  quartileBand: '#E7ECEE',
  better: '#1F6FA8',
  worse: '#B4531A',
  similar: '#6B7A83',
  cost: '#6C4F9E',
  sampleSheet: '#FFE7AD',
  hatch: '#6B7A83',
} as const;

/** Four steps of one hue, from the weakest band of the index to the strongest. */
export const indexBands = ['#D8E8E9', '#93C1C4', '#3F8F95', '#0B5F66'] as const;

/** Four steps for costs, from the lowest to the highest: neither good nor bad. */
export const costBands = ['#E6DEF1', '#BFA9DC', '#9A80C8', '#6C4F9E'] as const;

/** Four steps for indicators without direction, from the lowest values to the highest. */
export const neutralBands = ['#E7ECEE', '#BAC7CD', '#7F929C', '#52636D'] as const;

/**
 * The family's names in single quotes, since the text goes into XML attributes in double quotes. After the self-hosted
 * family come ones of like width that offices have, so that a chart pasted into a document keeps its line breaks.
 */
export const fontFamily = "'Source Sans 3', 'Source Sans 3 Variable', Calibri, 'Segoe UI', Arial, sans-serif";

/** Sizes in px on a scale of 1.2; nothing is smaller than `small`, but for `tile` inside the tiles of a map. */
export const fontSizes = { tile: 12, small: 14, body: 16, form: 18, subtitle: 15, title: 20, page: 28 } as const;

export const fontWeights = { normal: 400, strong: 600 } as const;

/** Distances in px: an 8 px rhythm, 4 px corners, 24 px targets, 150 ms fades, 3 px ring outside the focused element. */
export const space = { unit: 8, corner: 4, target: 24, focusRing: 3 } as const;

export const motion = { fadeMilliseconds: 150 } as const;

/** What the large-print preference multiplies sizes by. */
export const largePrintFactor = 1.25;

/** Signs that stand beside the words of a comparison, so that colour never carries it alone. */
export const comparisonSigns = {
  better: '▲',
  worse: '▼',
  similar: '●',
  higher: '↑',
  lower: '↓',
  not_compared: '',
} as const;

/** How a value that is not there is shown. */
export const missingSigns = {
  not_applicable: '×',
  not_collected: '…',
  not_provided: '..',
  confidential: ':',
} as const;

/** Widths in px of a chart on a page or in a document, and on a phone. */
export const chartWidths = { wide: 720, narrow: 320 } as const;
