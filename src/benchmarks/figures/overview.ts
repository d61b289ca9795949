import { Injectable } from '@nestjs/common';
import { ranking } from '../../../charts/ranking.js';
import type { MunicipalityLabel } from '../../core/benchmark.js';
import type { Language, ValueStatus } from '../../core/vocabulary.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import { Benchmarks } from './benchmarks.js';
import { FigureStore } from './figure-store.js';
import { municipalityLabel } from './labels.js';
import { Profiles } from './profiles.js';
import type { CellPlace, Place } from './questions.js';

/** Headlines of the first page. */
const FINDINGS = 3;
/** Indicators that headlines are made of where they are published, in this order: one of each field. */
const HEADLINES = ['SU-O-DENSITY', 'SP-CARE-HOURCOST', 'SD-NORM', 'SP-NETCOST-PC', 'SU-M-AID-P1K', 'SD-CASELOAD'];

/** One finding in words, and the indicator it is about. */
export interface Finding {
  readonly indicator: string;
  readonly period: string;
  readonly title: string;
  readonly finding: string;
}

/** A municipality on the map of the support index. */
export interface IndexBand {
  readonly municipality: MunicipalityLabel;
  /** Quarter of all, 1 = strongest; null where there is no index. */
  readonly quantileGroup: number | null;
  readonly status: ValueStatus;
  /** Without a social enterprise there is a readiness index instead. */
  readonly variant: 'index' | 'readiness' | null;
}

/** What the first page says about a period. */
export interface Overview {
  readonly completeness: {
    readonly submitted: number;
    readonly of: number;
    readonly missing: readonly MunicipalityLabel[];
  };
  readonly findings: readonly Finding[];
  readonly bands: { readonly indicator: string; readonly rows: readonly IndexBand[] } | null;
}

/** The state of a period at a glance. */
@Injectable()
export class Overviews {
  constructor(
    private readonly benchmarks: Benchmarks,
    private readonly profiles: Profiles,
    private readonly store: FigureStore,
    private readonly directory: MunicipalityDirectory,
  ) {}

  async overview(place: Place, language: Language): Promise<Overview> {
    const cells = await this.profiles.cellsOf(place);
    return {
      completeness: await this.completeness(place, cells),
      findings: await this.findings(cells, language),
      bands: await this.bands(cells),
    };
  }

  /** A municipality counts when it has reported a value for any indicator, or said that one does not apply. */
  private async completeness(place: Place, cells: readonly CellPlace[]): Promise<Overview['completeness']> {
    const municipalities = await this.directory.snapshot();
    const figures = await this.store.period(place.view, place.period.id);
    const reported = cells.flatMap(({ cellId }) => {
      const column = figures?.get(cellId);
      return column?.kind === 'observation' ? [column] : [];
    });
    const hasReported = (unit: number): boolean =>
      reported.some(({ statuses }) => SAID.has((statuses[unit] ?? 0) & 0x0f));
    const members = [...place.group.members];
    const missing = members.filter((unit) => !hasReported(unit));
    return {
      submitted: members.length - missing.length,
      of: members.length,
      missing: missing.flatMap((unit) => {
        const municipality = municipalities.byId(unit);
        return municipality === undefined ? [] : [municipalityLabel(municipality)];
      }),
    };
  }

  private async findings(cells: readonly CellPlace[], language: Language): Promise<Finding[]> {
    const order = (place: CellPlace): number => HEADLINES.indexOf(place.cell.code) + 1 || HEADLINES.length + 1;
    const candidates = cells.filter(({ cell }) => cell.direction !== 'neutral').sort((a, b) => order(a) - order(b));
    const findings: Finding[] = [];
    for (const place of candidates) {
      if (findings.length === FINDINGS) break;
      const benchmark = await this.benchmarks.benchmark(place);
      if (benchmark.statistics.n < 4) continue;
      const { title, finding } = ranking(benchmark, { language });
      findings.push({ indicator: place.cell.code, period: place.period.code, title, finding });
    }
    return findings;
  }

  private async bands(cells: readonly CellPlace[]): Promise<Overview['bands']> {
    const place = cells.find(({ view, cellId }) => (view.model.derivedCell(cellId)?.index ?? null) !== null);
    if (place === undefined) return null;
    const { rows } = await this.benchmarks.benchmark(place);
    return {
      indicator: place.cell.code,
      rows: rows.map(({ municipality, quantileGroup, status, readiness, value }) => ({
        municipality,
        quantileGroup,
        status,
        variant: readiness !== null ? 'readiness' : value !== null ? 'index' : null,
      })),
    };
  }
}

/** Codes of statuses with which somebody has said something: reported, not applicable, not collected, confidential. */
const SAID = new Set([1, 2, 3, 5]);
