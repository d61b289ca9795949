import { Injectable, Logger } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import { Municipalities } from '../municipalities.js';
import type { ReferenceFacts } from '../municipality.js';
import { MunicipalityDirectory } from '../municipality-directory.js';
import { fixedGroups, type FixedGroup } from '../peer-groups/fixed-groups.js';
import { parseReferenceFiles, readReferenceFiles } from './reference-files.js';

const LOCK = 4_201_020;
/** Raised when the rules of the fixed peer groups change, so that the tables are filled anew. */
const RULES_VERSION = 1;

/** Loads municipalities, lineage, population and peer groups from the reference files. */
@Injectable()
export class ReferenceData {
  private readonly logger = new Logger('reference data');

  constructor(
    private readonly database: Database,
    private readonly directory: MunicipalityDirectory,
  ) {}

  /**
   * Brings the tables to the state of the files, in one transaction; does nothing where they are in it already.
   *
   * @param path directory of the reference files
   * @returns whether anything was loaded
   * @throws Error where the files contradict themselves or the order of municipalities kept so far
   */
  async load(path: string): Promise<boolean> {
    const files = await readReferenceFiles(path);
    const version = `${files.hash}.${RULES_VERSION}`;
    const facts = parseReferenceFiles(files);
    const groups = fixedGroups(new Municipalities(facts));
    const loaded = await this.database.transaction(async (transaction) => {
      await transaction.query('select pg_advisory_xact_lock($1)', [LOCK]);
      const [current] = await transaction.query<{ hash: string }>(
        `select hash from reference_version where name = 'municipalities'`,
      );
      if (current?.hash === version) return false;
      await replaceAll(transaction, facts, groups);
      await transaction.query(
        `insert into reference_version (name, hash) values ('municipalities', $1)
         on conflict (name) do update set hash = excluded.hash, loaded_at = now()`,
        [version],
      );
      return true;
    });
    if (loaded) {
      this.directory.forget();
      this.logger.log(`${facts.municipalities.length} municipalities and ${groups.length} peer groups loaded`);
    }
    return loaded;
  }
}

async function replaceAll(
  transaction: Transaction,
  facts: ReferenceFacts,
  groups: readonly FixedGroup[],
): Promise<void> {
  await keepUnitOrder(transaction, facts);
  await transaction.query('delete from peer_group_membership');
  await transaction.query('delete from municipality_population');
  await transaction.query('delete from municipality_lineage');
  await writeMunicipalities(transaction, facts);
  await writeLineage(transaction, facts);
  await writePopulation(transaction, facts);
  await writeGroups(transaction, groups);
}

/** Value columns are arrays in unit order, so a municipality never changes its place and none disappears. */
async function keepUnitOrder(transaction: Transaction, facts: ReferenceFacts): Promise<void> {
  const kept = await transaction.query<{ id: number; atvk: string }>('select id, atvk from municipality');
  for (const { id, atvk } of kept)
    if (facts.municipalities[id]?.atvk !== atvk)
      throw new Error(`reference/municipalities.csv: place ${id} belongs to ${atvk} for good; add new ones at the end`);
}

async function writeMunicipalities(transaction: Transaction, { municipalities }: ReferenceFacts): Promise<void> {
  const rows = municipalities.map(({ name, ...unit }) => ({ ...unit, nameLv: name.lv, nameEn: name.en }));
  await transaction.query(
    `insert into municipality (id, atvk, name_lv, name_lv_official, name_en, kind, planning_region, nuts3, iso_code,
                               admin_centre, area_km2, valid_from, valid_to, note, source)
     select id, atvk, "nameLv", "officialName", "nameEn", kind, region, nuts3, "isoCode", "adminCentre", "areaKm2",
            "validFrom", "validTo", note, source
     from jsonb_to_recordset($1) as fact (id integer, atvk text, "nameLv" text, "officialName" text, "nameEn" text,
       kind text, region text, nuts3 text, "isoCode" text, "adminCentre" text, "areaKm2" double precision,
       "validFrom" date, "validTo" date, note text, source text)
     on conflict (id) do update set name_lv = excluded.name_lv, name_lv_official = excluded.name_lv_official,
       name_en = excluded.name_en, kind = excluded.kind, planning_region = excluded.planning_region,
       nuts3 = excluded.nuts3, iso_code = excluded.iso_code, admin_centre = excluded.admin_centre,
       area_km2 = excluded.area_km2, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
       note = excluded.note, source = excluded.source`,
    [JSON.stringify(rows)],
  );
}

async function writeLineage(transaction: Transaction, { lineage }: ReferenceFacts): Promise<void> {
  await transaction.query(
    `insert into municipality_lineage (predecessor_id, successor_id, effective, relation, area_share, population_share,
                                       units, note, source)
     select predecessor, successor, effective, relation, "areaShare", "populationShare", units, note, source
     from jsonb_to_recordset($1) as fact (predecessor integer, successor integer, effective date, relation text,
       "areaShare" double precision, "populationShare" double precision, units text, note text, source text)`,
    [JSON.stringify(lineage)],
  );
}

async function writePopulation(transaction: Transaction, { population }: ReferenceFacts): Promise<void> {
  await transaction.query(
    `insert into municipality_population (municipality_id, reference_date, definition, population, estimated, source)
     select municipality, "referenceDate", definition, population, estimated, source
     from jsonb_to_recordset($1) as fact (municipality integer, "referenceDate" date, definition text,
       population integer, estimated boolean, source text)`,
    [JSON.stringify(population)],
  );
}

async function writeGroups(transaction: Transaction, groups: readonly FixedGroup[]): Promise<void> {
  const rows = groups.map(({ id, code, kind, name }, position) => ({
    id,
    code,
    kind,
    lv: name.lv,
    en: name.en,
    position,
  }));
  await transaction.query(
    `insert into peer_group (id, code, kind, name_lv, name_en, position)
     select id, code, kind, lv, en, position
     from jsonb_to_recordset($1) as fact (id integer, code text, kind text, lv text, en text, position integer)
     on conflict (id) do update set code = excluded.code, kind = excluded.kind, name_lv = excluded.name_lv,
       name_en = excluded.name_en, position = excluded.position`,
    [JSON.stringify(rows)],
  );
  await transaction.query(
    `insert into peer_group_membership (peer_group_id, municipality_id, valid_from, valid_to)
     select "group", municipality, "validFrom", "validTo"
     from jsonb_to_recordset($1) as fact ("group" integer, municipality integer, "validFrom" date, "validTo" date)`,
    [JSON.stringify(groups.flatMap(({ id, memberships }) => memberships.map((one) => ({ ...one, group: id }))))],
  );
}
