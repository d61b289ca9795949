import { compareLatvian } from './latvian-order.js';
import { foldName, nameKeys } from './names.js';
import {
  isValidOn,
  type LineageLink,
  type Municipality,
  type PopulationDefinition,
  type PopulationFigure,
  type ReferenceFacts,
} from './municipality.js';

/** The beginning of the present territory: figures of earlier periods are kept on the municipalities of this day. */
export const TERRITORY_SINCE = '2021-07-01';

/** The day whose municipalities the figures of a period belong to: its last, or the reform of 2021 if that is later. */
export function territoryDate(periodEndsOn: string): string {
  return periodEndsOn < TERRITORY_SINCE ? TERRITORY_SINCE : periodEndsOn;
}

/** All municipalities, past and present, as of one state of the reference data. Nothing here waits or changes. */
export class Municipalities {
  private readonly units: readonly Municipality[];
  private readonly byCode: ReadonlyMap<string, Municipality>;
  private readonly byKey = new Map<string, Municipality[]>();
  private readonly figures = new Map<number, PopulationFigure[]>();

  constructor(private readonly facts: ReferenceFacts) {
    this.units = [...facts.municipalities].sort((a, b) => a.id - b.id);
    this.byCode = new Map(this.units.map((unit) => [unit.atvk, unit]));
    for (const unit of this.units)
      for (const key of nameKeys(unit)) this.byKey.set(key, [...(this.byKey.get(key) ?? []), unit]);
    for (const figure of facts.population)
      this.figures.set(figure.municipality, [...(this.figures.get(figure.municipality) ?? []), figure]);
  }

  /** Every municipality in unit order: the element at place i has id i. */
  unitOrder(): readonly Municipality[] {
    return this.units;
  }

  /** Every municipality that ever was, by Latvian name, newer before older. */
  all(): readonly Municipality[] {
    return [...this.units].sort(byName);
  }

  byId(id: number): Municipality | undefined {
    return this.units[id];
  }

  byAtvk(atvk: string): Municipality | undefined {
    return this.byCode.get(atvk);
  }

  /** The municipalities that exist on a day, by Latvian name. */
  validOn(date: string): readonly Municipality[] {
    return this.units.filter((unit) => isValidOn(unit, date)).sort(byName);
  }

  /**
   * The municipality of a name, however written (case, diacritics, "nov.", with or without "pašvaldība", English).
   * Names outlive borders: with a day, the municipality that the day's figures belong to (before the reform of 2021
   * its successor of the same name, where there is one); without, the newest.
   */
  byName(name: string, on?: string): Municipality | undefined {
    const namesakes = this.byKey.get(foldName(name)) ?? [];
    const then = on === undefined ? undefined : namesakes.find((unit) => isValidOn(unit, territoryDate(on)));
    return then ?? [...namesakes].sort(byName)[0];
  }

  /** Whose name holds the words, tolerantly written; by ATVK code too. */
  matching(units: readonly Municipality[], words: string): readonly Municipality[] {
    const key = foldName(words);
    return units.filter((unit) => unit.atvk === words.trim() || nameKeys(unit).some((name) => name.includes(key)));
  }

  /** Which municipality passed into which; also what `onBorders` of core/territory needs. */
  lineage(): readonly LineageLink[] {
    return this.facts.lineage;
  }

  predecessorsOf(id: number): readonly LineageLink[] {
    return this.facts.lineage.filter(({ successor }) => successor === id);
  }

  successorsOf(id: number): readonly LineageLink[] {
    return this.facts.lineage.filter(({ predecessor }) => predecessor === id);
  }

  /**
   * Inhabitants over time, oldest first. Where a municipality has no figures of its own for a day (one that came into
   * being later), those of its whole predecessors are added if all have one.
   */
  populationOf(id: number, definition: PopulationDefinition = 'declared_residence'): readonly PopulationFigure[] {
    const own = (this.figures.get(id) ?? []).filter((figure) => figure.definition === definition);
    const dates = new Set(own.map(({ referenceDate }) => referenceDate));
    const added = this.addedPopulation(id, definition).filter(({ referenceDate }) => !dates.has(referenceDate));
    return [...own, ...added].sort((a, b) => (a.referenceDate < b.referenceDate ? -1 : 1));
  }

  /** The newest figure not after the day, else the oldest there is. */
  populationOn(id: number, date: string): PopulationFigure | undefined {
    const series = this.populationOf(id);
    return series.findLast(({ referenceDate }) => referenceDate <= date) ?? series[0];
  }

  private addedPopulation(id: number, definition: PopulationDefinition): PopulationFigure[] {
    const links = this.predecessorsOf(id);
    if (links.length === 0 || links.some(({ relation }) => relation === 'split')) return [];
    const [first = [], ...others] = links.map(({ predecessor }) => this.populationOf(predecessor, definition));
    return first.flatMap((figure) => {
      const same = others.map((series) => series.find((other) => other.referenceDate === figure.referenceDate));
      const parts = [figure, ...same.filter((other) => other !== undefined)];
      if (parts.length < links.length) return [];
      const population = parts.reduce((sum, part) => sum + part.population, 0);
      return [{ ...figure, municipality: id, population, estimated: parts.some(({ estimated }) => estimated) }];
    });
  }
}

/** By Latvian name; of namesakes the newer first. */
function byName(a: Municipality, b: Municipality): number {
  return compareLatvian(a.name.lv, b.name.lv) || endOf(b) - endOf(a) || a.id - b.id;
}

function endOf({ validTo }: Municipality): number {
  return validTo === null ? Number.MAX_SAFE_INTEGER : Date.parse(validTo);
}
