import { Injectable } from '@nestjs/common';
import type { MunicipalityLabel, PeerGroupLabel, Provenance } from '../../core/benchmark.js';
import { publishedStatistics } from '../../core/published-statistics.js';
import type { LocalisedText, ReportingPeriod } from '../../core/vocabulary.js';
import type { Cell } from '../../indicators/model/catalogue.js';
import type { Municipality } from '../../municipalities/municipality.js';
import { FigureStore } from '../figures/figure-store.js';
import { groupLabel, municipalityLabel, periodLabel, provenanceOf } from '../figures/labels.js';
import type { Place } from '../figures/questions.js';
import { SourceTexts } from '../figures/source-texts.js';
import { ratioCell, type RatioCell } from './ratio-cell.js';
import { referenceCost } from './reference-cost.js';
import { VisibleValues, type VisibleValue } from './visible-values.js';

const GROUP = 'service_cost';

/** Indicators that stand beside a cost, by what they say; divided by service. */
const BESIDE = { mode: 'SP-MODE', makeOrBuy: 'SP-MAKEBUY', occupancy: 'SP-OCCUP', coverage: 'SP-COVER' } as const;

type Beside = Readonly<Record<keyof typeof BESIDE, VisibleValue | null>>;

/** A service at the own unit cost and at that of the peers. */
export interface ServiceCost extends Beside {
  readonly indicator: { readonly code: string; readonly name: LocalisedText; readonly unit: LocalisedText };
  /** Code of the service in the catalogue; null where the indicator names none. */
  readonly service: string | null;
  readonly unitCost: VisibleValue | null;
  readonly volume: VisibleValue | null;
  /** EUR. */
  readonly spending: VisibleValue | null;
  readonly peers: { readonly n: number; readonly median: number | null };
  /** EUR: the peers' median unit cost × own volume. */
  readonly referenceCost: number | null;
  /** EUR: own spending minus the reference cost. */
  readonly difference: number | null;
}

/** The costs of a municipality's services. */
export interface ServiceCosts {
  readonly municipality: MunicipalityLabel;
  readonly period: ReportingPeriod;
  readonly peerGroup: PeerGroupLabel;
  readonly services: readonly ServiceCost[];
  readonly provenance: Provenance;
}

/** Unit costs beside volume, occupancy, coverage and mode; what the own volume would cost at the peers' price. */
@Injectable()
export class ServiceCostAnalysis {
  constructor(
    private readonly store: FigureStore,
    private readonly values: VisibleValues,
    private readonly sources: SourceTexts,
  ) {}

  /** Every unit cost that anybody has reported in the period, in the order of the catalogues. */
  async costs(place: Place, municipality: Municipality): Promise<ServiceCosts> {
    const ratios = place.view.catalogues.cells.flatMap((cell) => {
      const ratio = ratioCell(place.view, cell);
      return ratio !== null && isUnitCost(place, ratio) ? [ratio] : [];
    });
    const services: ServiceCost[] = [];
    for (const ratio of ratios) {
      const cost = await this.cost(place, ratio, municipality.id);
      if (cost !== null) services.push(cost);
    }
    const sourceOf = await this.sources.ofUnit(place.view, place.period.id, municipality.id);
    const texts = services.flatMap(({ indicator }) => {
      const source = sourceOf(place.view.model.idOf(indicator.code) ?? -1);
      return source === null ? [] : [source];
    });
    return {
      municipality: municipalityLabel(municipality),
      period: periodLabel(place.period),
      peerGroup: groupLabel(place.group),
      services,
      provenance: provenanceOf(place.view, texts),
    };
  }

  private async cost(place: Place, ratio: RatioCell, unit: number): Promise<ServiceCost | null> {
    const { view, period, group, viewer } = place;
    const { cell, numerator, denominator } = ratio;
    const cellId = view.model.idOf(cell.code) ?? -1;
    const figures = await this.store.scored(view, { cellId, periodId: period.id }, group, viewer);
    if (figures === undefined) return null;
    const { n, median } = publishedStatistics(figures.scored.statistics);
    const [unitCost, volume, spending] = await Promise.all(
      [cell, denominator, numerator].map((part) => this.values.value(place, part, unit)),
    );
    const { reference, difference } = referenceCost(spending?.value ?? null, volume?.value ?? null, median);
    const service = numerator.dimensionValue;
    return {
      indicator: { code: cell.code, name: cell.name, unit: cell.unit },
      service,
      unitCost: unitCost ?? null,
      volume: volume ?? null,
      spending: spending ?? null,
      peers: { n, median },
      referenceCost: reference,
      difference,
      ...(await this.beside(place, service, unit)),
    };
  }

  private async beside(place: Place, service: string | null, unit: number): Promise<Beside> {
    const of = (indicator: string): Promise<VisibleValue | null> =>
      this.values.value(place, place.view.catalogues.cell(`${indicator}.${service ?? ''}`), unit);
    const [mode, makeOrBuy, occupancy, coverage] = await Promise.all([
      of(BESIDE.mode),
      of(BESIDE.makeOrBuy),
      of(BESIDE.occupancy),
      of(BESIDE.coverage),
    ]);
    return { mode, makeOrBuy, occupancy, coverage };
  }
}

/** Money divided by the volume of a service. */
function isUnitCost({ view }: Place, { cell, numerator, denominator }: RatioCell): boolean {
  const groupOf = ({ indicatorCode }: Cell): string | null => view.catalogues.indicator(indicatorCode)?.group ?? null;
  const areOfServices = [cell, numerator, denominator].every((part) => groupOf(part) === GROUP);
  return areOfServices && numerator.valueType === 'money' && denominator.valueType === 'decimal';
}
