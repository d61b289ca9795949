import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type {
  LineageLink,
  Municipality,
  MunicipalityKind,
  PlanningRegionCode,
  PopulationDefinition,
  PopulationFigure,
  ReferenceFacts,
} from '../municipality.js';

const FILES = ['municipalities.csv', 'lineage.csv', 'population.csv'] as const;
type FileName = (typeof FILES)[number];
type Row = Readonly<Record<string, string>>;

/** The reference files as they lie on disk, with one hash over all of them. */
export interface ReferenceFiles {
  readonly texts: Readonly<Record<FileName, string>>;
  readonly hash: string;
}

/** Reads the reference files of a directory. */
export async function readReferenceFiles(directory: string): Promise<ReferenceFiles> {
  const texts = await Promise.all(FILES.map((file) => readFile(path.join(directory, file), 'utf8')));
  const hash = createHash('sha256').update(texts.join('\u0000')).digest('hex');
  const [municipalities = '', lineage = '', population = ''] = texts;
  return {
    texts: { 'municipalities.csv': municipalities, 'lineage.csv': lineage, 'population.csv': population },
    hash,
  };
}

function rowsOf(file: FileName, text: string): Row[] {
  try {
    return parse(text, { columns: true, bom: true, skip_empty_lines: true });
  } catch (cause) {
    throw new Error(`reference/${file} cannot be read`, { cause });
  }
}

const field = (row: Row, name: string): string => row[name] ?? '';
const orNull = (text: string): string | null => (text === '' ? null : text);

/**
 * What the files say, checked: the ids are the places 0, 1, 2, …, codes are unique and known, lineage leads forward.
 *
 * @throws Error naming file and row; the files are part of the product, so this is a fault and not a finding
 */
export function parseReferenceFiles({ texts }: ReferenceFiles): ReferenceFacts {
  const municipalities = rowsOf('municipalities.csv', texts['municipalities.csv']).map(municipalityOf);
  const places = new Map(municipalities.map(({ atvk, id }) => [atvk, id]));
  if (places.size !== municipalities.length) throw new Error('reference/municipalities.csv: an ATVK code stands twice');
  const place = (file: FileName, row: number, atvk: string): number => {
    const id = places.get(atvk);
    if (id === undefined) throw new Error(`reference/${file} row ${row + 2}: unknown ATVK code ${atvk}`);
    return id;
  };
  return {
    municipalities,
    lineage: rowsOf('lineage.csv', texts['lineage.csv']).map((row, i) =>
      linkOf(row, (name) => place('lineage.csv', i, field(row, name))),
    ),
    population: rowsOf('population.csv', texts['population.csv']).map((row, i) =>
      figureOf(row, place('population.csv', i, field(row, 'atvk'))),
    ),
  };
}

function municipalityOf(row: Row, place: number): Municipality {
  const id = Number(field(row, 'id'));
  if (id !== place)
    throw new Error(`reference/municipalities.csv row ${place + 2}: id ${id} is not its place ${place}`);
  return {
    id,
    atvk: field(row, 'atvk'),
    name: { lv: field(row, 'name_lv'), en: field(row, 'name_en') },
    officialName: field(row, 'name_lv_official'),
    kind: field(row, 'kind') as MunicipalityKind,
    region: orNull(field(row, 'planning_region')) as PlanningRegionCode | null,
    nuts3: field(row, 'nuts3'),
    isoCode: field(row, 'iso_3166_2'),
    adminCentre: orNull(field(row, 'admin_centre')),
    areaKm2: Number(field(row, 'area_km2')),
    validFrom: orNull(field(row, 'valid_from')),
    validTo: orNull(field(row, 'valid_to')),
    note: field(row, 'note'),
    source: field(row, 'source'),
  };
}

function linkOf(row: Row, place: (column: string) => number): LineageLink {
  return {
    predecessor: place('old_atvk'),
    successor: place('new_atvk'),
    effective: field(row, 'effective'),
    relation: field(row, 'relation') as LineageLink['relation'],
    areaShare: Number(field(row, 'area_share')),
    populationShare: Number(field(row, 'population_share')),
    units: field(row, 'units'),
    note: field(row, 'note'),
    source: field(row, 'source'),
  };
}

function figureOf(row: Row, municipality: number): PopulationFigure {
  return {
    municipality,
    referenceDate: field(row, 'reference_date'),
    definition: field(row, 'definition') as PopulationDefinition,
    population: Number(field(row, 'population')),
    estimated: field(row, 'estimated') === 'yes',
    source: field(row, 'source'),
  };
}
