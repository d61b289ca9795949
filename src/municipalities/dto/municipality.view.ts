import { ApiProperty } from '@nestjs/swagger';
import { inLanguage } from '../../http/language.js';
import type { Language } from '../../core/vocabulary.js';
import type { Municipalities } from '../municipalities.js';
import {
  PLANNING_REGIONS,
  type LineageLink,
  type Municipality,
  type MunicipalityKind,
  type PlanningRegionCode,
  type PopulationDefinition,
  type PopulationFigure,
} from '../municipality.js';

export class RegionView {
  @ApiProperty({ enum: ['kurzeme', 'latgale', 'riga', 'vidzeme', 'zemgale'] })
  code!: PlanningRegionCode;
  @ApiProperty({ example: 'Vidzemes plānošanas reģions' })
  name!: string;
}

export class PopulationView {
  @ApiProperty({ format: 'date', example: '2024-01-01' })
  referenceDate!: string;
  @ApiProperty({ example: 53486 })
  population!: number;
  @ApiProperty({ enum: ['declared_residence', 'usual_residents'] })
  definition!: PopulationDefinition;
  @ApiProperty()
  estimated!: boolean;
  @ApiProperty({ type: Number, example: 18.16 })
  densityPerKm2!: number;
  @ApiProperty({ example: 'RAIM-2024' })
  source!: string;
}

export class MunicipalityView {
  @ApiProperty({ example: '0054000', description: 'ATVK code' })
  atvk!: string;
  @ApiProperty({ example: 'Valmieras novads', description: 'In the language of the answer.' })
  name!: string;
  @ApiProperty({ example: 'Valmieras novads' })
  nameLv!: string;
  @ApiProperty({ example: 'Valmiera Municipality' })
  nameEn!: string;
  @ApiProperty({ example: 'Valmieras novads' })
  officialName!: string;
  @ApiProperty({ enum: ['state_city', 'county', 'republican_city'] })
  kind!: MunicipalityKind;
  @ApiProperty({ type: RegionView, nullable: true })
  region!: RegionView | null;
  @ApiProperty({ example: 'LV00C' })
  nuts3!: string;
  @ApiProperty({ example: 'LV-113', description: 'ISO 3166-2' })
  isoCode!: string;
  @ApiProperty({ type: String, nullable: true, example: 'Valmiera' })
  adminCentre!: string | null;
  @ApiProperty({ example: 2946.04 })
  areaKm2!: number;
  @ApiProperty({ type: String, nullable: true, format: 'date', description: 'null: before the beginning of records.' })
  validFrom!: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date', description: 'Last day; null: until further notice.' })
  validTo!: string | null;
  @ApiProperty({ type: PopulationView, nullable: true, description: 'Newest figure on the day asked for.' })
  population!: PopulationView | null;
}

export class MunicipalityPageView {
  @ApiProperty({ type: [MunicipalityView] })
  items!: MunicipalityView[];
  @ApiProperty({ example: 42 })
  total!: number;
  @ApiProperty({ example: 1 })
  page!: number;
  @ApiProperty({ example: 100 })
  perPage!: number;
}

export class LineageView {
  @ApiProperty({ example: '0055000' })
  atvk!: string;
  @ApiProperty({ example: 'Varakļānu novads' })
  name!: string;
  @ApiProperty({ enum: ['unchanged', 'merged_whole', 'split'] })
  relation!: LineageLink['relation'];
  @ApiProperty({ format: 'date', example: '2025-07-01' })
  effective!: string;
  @ApiProperty({ description: 'Share of the predecessor’s area that went over, 0..1.', example: 1 })
  areaShare!: number;
  @ApiProperty({ description: 'Share of the predecessor’s inhabitants that went over, 0..1.', example: 1 })
  populationShare!: number;
  @ApiProperty({ description: 'Parishes and towns concerned.', example: '' })
  units!: string;
  @ApiProperty({ example: '' })
  note!: string;
  @ApiProperty({ example: 'LAW-2024' })
  source!: string;
}

export class MunicipalityDetailView extends MunicipalityView {
  @ApiProperty({ type: [LineageView] })
  predecessors!: LineageView[];
  @ApiProperty({ type: [LineageView] })
  successors!: LineageView[];
  @ApiProperty({ type: [PopulationView], description: 'Oldest first; both definitions.' })
  populationSeries!: PopulationView[];
  @ApiProperty({ type: [String], example: ['all', 'counties', 'region-vidzeme', 'band-over-35k'] })
  peerGroups!: string[];
  @ApiProperty()
  note!: string;
  @ApiProperty()
  source!: string;
}

function populationView(figure: PopulationFigure, unit: Municipality): PopulationView {
  const { referenceDate, population, definition, estimated, source } = figure;
  return { referenceDate, population, definition, estimated, densityPerKm2: population / unit.areaKm2, source };
}

/** One municipality as on a day. */
export function municipalityView(
  unit: Municipality,
  municipalities: Municipalities,
  { date, language }: { readonly date: string; readonly language: Language },
): MunicipalityView {
  const { atvk, name, officialName, kind, region, nuts3, isoCode, adminCentre, areaKm2, validFrom, validTo } = unit;
  const figure = municipalities.populationOn(unit.id, date);
  return {
    atvk,
    name: inLanguage(name, language),
    nameLv: name.lv,
    nameEn: name.en,
    officialName,
    kind,
    region: region === null ? null : { code: region, name: inLanguage(PLANNING_REGIONS[region], language) },
    nuts3,
    isoCode,
    adminCentre,
    areaKm2,
    validFrom,
    validTo,
    population: figure === undefined ? null : populationView(figure, unit),
  };
}

/** One municipality with its history. */
export function municipalityDetailView(
  unit: Municipality,
  municipalities: Municipalities,
  context: { readonly date: string; readonly language: Language; readonly peerGroups: readonly string[] },
): MunicipalityDetailView {
  const lineageView = (id: number, link: LineageLink): LineageView => {
    const other = municipalities.byId(id);
    const { relation, effective, areaShare, populationShare, units, note, source } = link;
    const name = other === undefined ? '' : inLanguage(other.name, context.language);
    return { atvk: other?.atvk ?? '', name, relation, effective, areaShare, populationShare, units, note, source };
  };
  const series = [
    ...municipalities.populationOf(unit.id, 'declared_residence'),
    ...municipalities.populationOf(unit.id, 'usual_residents'),
  ];
  return Object.assign(municipalityView(unit, municipalities, context), {
    predecessors: municipalities.predecessorsOf(unit.id).map((link) => lineageView(link.predecessor, link)),
    successors: municipalities.successorsOf(unit.id).map((link) => lineageView(link.successor, link)),
    populationSeries: series.map((figure) => populationView(figure, unit)),
    peerGroups: [...context.peerGroups],
    note: unit.note,
    source: unit.source,
  });
}
