import { Injectable } from '@nestjs/common';
import type { EditionView } from '../../benchmarks/editions/edition-view.js';
import { FigureStore } from '../../benchmarks/figures/figure-store.js';
import { CatalogueService } from '../../indicators/catalogue.service.js';
import { compareLatvian } from '../../municipalities/latvian-order.js';
import { MunicipalityDirectory, type DirectoryState } from '../../municipalities/municipality-directory.js';
import type { PeriodRecord } from '../../submissions/periods/reporting-period.js';
import { openCells } from './open-cells.js';
import { OpenGroups } from './open-groups.js';
import type { OpenCell, OpenMunicipality, OpenPeriod, OpenPeriodFigures, OpenState } from './published-figures.js';

/** Makes the whole of what an edition shows to everybody. */
@Injectable()
export class OpenStates {
  constructor(
    private readonly store: FigureStore,
    private readonly groups: OpenGroups,
    private readonly catalogues: CatalogueService,
    private readonly directory: MunicipalityDirectory,
  ) {}

  /** The reference data that a state is made with. */
  reference(): Promise<DirectoryState> {
    return this.directory.current();
  }

  /** @param isSample whether the edition that a period is taken from is made up */
  async make(
    view: EditionView,
    directory: DirectoryState,
    isSample: (periodId: number) => boolean,
  ): Promise<OpenState> {
    const active = await this.catalogues.active();
    const cells = openCells(view.catalogues, (code) => active.identity(code));
    const every = await Promise.all(view.visible.map(({ period }) => this.figuresOf(view, period, cells)));
    const figures = every.filter(({ units }) => units.length > 0);
    const present = new Set(figures.flatMap(({ columns }) => [...columns.keys()]));
    const groups = await Promise.all(figures.map(({ period }) => this.groups.of(view, period, directory)));
    return {
      key: `${view.key} ${directory.version}`,
      edition: view.label,
      sample: figures.some(({ period }) => isSample(period.id)),
      methodVersion: view.methodVersion,
      updated: view.label.publishedAt ?? '',
      cells: cells.filter((cell) => present.has(cell.id)),
      municipalities: municipalitiesOf(directory, new Set(figures.flatMap(({ units }) => units))),
      periods: figures.map(({ period }) => period),
      peerGroups: new Map(figures.map(({ period }, i) => [period.code, groups[i] ?? []])),
      figures,
    };
  }

  private async figuresOf(
    view: EditionView,
    period: PeriodRecord,
    cells: readonly OpenCell[],
  ): Promise<OpenPeriodFigures> {
    const figures = await this.store.period(view, period.id);
    const columns = new Map(
      cells.flatMap(({ id }) => {
        const column = figures?.public(id);
        return column === undefined ? [] : [[id, { values: column.values, statuses: column.statuses }] as const];
      }),
    );
    return { period: openPeriod(period), units: await this.groups.units(view, period), columns };
  }
}

export function openPeriod({ id, code, startsOn, endsOn, title }: PeriodRecord): OpenPeriod {
  return { id, code, startsOn, endsOn, title };
}

function municipalitiesOf({ municipalities }: DirectoryState, units: ReadonlySet<number>): OpenMunicipality[] {
  return [...units]
    .flatMap((unit) => municipalities.byId(unit) ?? [])
    .sort((a, b) => compareLatvian(a.name.lv, b.name.lv) || a.id - b.id)
    .map(({ id, atvk, name }) => ({ unit: id, atvk, name }));
}

/** The state before the first publication. */
export function nothingPublished({ version }: DirectoryState): OpenState {
  return {
    key: `nothing ${version}`,
    edition: null,
    sample: false,
    methodVersion: '',
    updated: '1970-01-01T00:00:00.000Z',
    cells: [],
    municipalities: [],
    periods: [],
    peerGroups: new Map(),
    figures: [],
  };
}
