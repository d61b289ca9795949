/** The first of the three years. */
export const FIRST_YEAR = 2023;

/** What a municipality is like, the same in every year, so that its figures tell one story. */
export interface Character {
  /** A number from 0 to 1 that belongs to the topic for good. */
  draw(topic: string): number;
  /** A number within the range that belongs to the topic for good. */
  between(topic: string, range: readonly [number, number]): number;
  /** Growth of a topic since the first year, about 1: a steady trend within ±`slope` a year and a little noise. */
  growth(topic: string, year: number, slope?: number): number;
  /** 0 (does nothing for social enterprises) to 1 (leads the country). */
  readonly activity: number;
  /** 1 = costs as usual. */
  readonly costLevel: number;
}

/** Municipalities whose support of social enterprises is told about: the rest is drawn. */
const ACTIVITY: Readonly<Record<string, number>> = {
  '0001000': 0.93,
  '0054000': 0.96,
  '0040000': 0.9,
  '0026000': 0.86,
  '0048000': 0.74,
  '0005000': 0.68,
  '0003000': 0.6,
  '0004000': 0.58,
  '0033000': 0.62,
  '0043000': 0.55,
  '0029000': 0.3,
  '0055000': 0.04,
  '0056000': 0.12,
  '0022000': 0.2,
};

/** Madona of 2025 goes on as Madona of 2021 was. */
export function characterKey(atvk: string): string {
  return atvk === '0038001' ? '0038000' : atvk;
}

/**
 * A number from 0 to 1 that belongs to the text: FNV-1a, stirred by the finaliser of MurmurHash3. Each topic has a
 * stream of its own, so that a figure more or less leaves all others as they are.
 */
function uniformOf(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return ((state ^ (state >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** The character of a municipality under a seed. */
export function characterOf(
  seed: number,
  municipality: { readonly atvk: string; readonly region: string | null },
): Character {
  const key = characterKey(municipality.atvk);
  const draw = (topic: string): number => uniformOf(`${seed} ${key} ${topic}`);
  const between = (topic: string, [low, high]: readonly [number, number]): number => low + (high - low) * draw(topic);
  const regionCost = municipality.region === 'riga' ? 1.1 : municipality.region === 'latgale' ? 0.9 : 1;
  return {
    draw,
    between,
    growth: (topic, year, slope = 0.04) => {
      const trend = between(`trend ${topic}`, [-slope, slope]);
      const noise = year === FIRST_YEAR ? 0 : (draw(`noise ${topic} ${year}`) - 0.5) * slope;
      return (1 + trend) ** (year - FIRST_YEAR) * (1 + noise);
    },
    activity: ACTIVITY[key] ?? between('activity', [0.1, 0.62]),
    costLevel: regionCost * between('cost level', [0.88, 1.12]),
  };
}
