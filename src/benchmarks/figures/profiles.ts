import { Injectable } from '@nestjs/common';
import type { MunicipalityProfile, ProfileRow } from '../../core/benchmark.js';
import { toNullable } from '../../core/numbers.js';
import type { Cell } from '../../indicators/model/catalogue.js';
import { MunicipalityDirectory } from '../../municipalities/municipality-directory.js';
import type { Municipality } from '../../municipalities/municipality.js';
import { benchmarkRow } from './benchmark-row.js';
import { Benchmarks } from './benchmarks.js';
import { FigureStore } from './figure-store.js';
import { groupLabel, indicatorLabel, municipalityLabel, periodLabel, provenanceOf } from './labels.js';
import type { CellPlace, Place } from './questions.js';
import { SourceTexts } from './source-texts.js';

/** Periods of a sparkline. */
const HISTORY = 10;

/** One municipality over all indicators. */
@Injectable()
export class Profiles {
  constructor(
    private readonly benchmarks: Benchmarks,
    private readonly store: FigureStore,
    private readonly directory: MunicipalityDirectory,
    private readonly sources: SourceTexts,
  ) {}

  /** Every indicator that anybody has reported on in the period, in the order of the catalogues. */
  async profile(place: Place, municipality: Municipality): Promise<MunicipalityProfile> {
    const municipalities = await this.directory.snapshot();
    const rows: ProfileRow[] = [];
    const sourceOf = await this.sources.ofUnit(place.view, place.period.id, municipality.id);
    for (const cellPlace of await this.cellsOf(place))
      rows.push(await this.row(cellPlace, municipality, sourceOf(cellPlace.cellId)));
    const peers = [...place.group.members].flatMap((unit) => municipalities.byId(unit) ?? []);
    return {
      municipality: municipalityLabel(municipality),
      period: periodLabel(place.period),
      peerGroup: groupLabel(place.group),
      peers: peers.filter(({ id }) => id !== municipality.id).map(municipalityLabel),
      rows,
      provenance: provenanceOf(
        place.view,
        rows.flatMap(({ source }) => source ?? []),
      ),
    };
  }

  /** The indicators of a place of which somebody has a value or a reason for none. */
  async cellsOf(place: Place): Promise<CellPlace[]> {
    const { view, period } = place;
    const figures = await this.store.period(view, period.id);
    return view.catalogues.cells.flatMap((cell: Cell) => {
      const cellId = view.model.idOf(cell.code);
      if (cellId === undefined || !view.model.isScored(cellId)) return [];
      const column = figures?.get(cellId);
      if (column?.statuses.every((byte) => byte === 0) ?? true) return [];
      return [{ ...place, cell, cellId }];
    });
  }

  private async row(place: CellPlace, municipality: Municipality, source: string | null): Promise<ProfileRow> {
    const unit = municipality.id;
    const sources = new Map(source === null ? [] : [[unit, source]]);
    const setting = await this.benchmarks.settingOf(place, await this.directory.snapshot(), sources);
    const position = place.group.members.indexOf(unit);
    const row = benchmarkRow(setting, { unit, position }, municipalityLabel(municipality));
    const history = (await this.benchmarks.history(place)).slice(-HISTORY);
    const indicator = place.view.catalogues.indicator(place.cell.indicatorCode);
    return {
      ...row,
      indicator: indicatorLabel(place.cell),
      group: indicator?.group ?? '',
      statistics: setting.statistics,
      history: history.map(({ period, column }) => ({ period: period.code, value: toNullable(column?.values[unit]) })),
    };
  }
}
