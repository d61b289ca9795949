import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../database/database.js';
import type { Actor } from '../http/actor.js';
import { allCellsOf } from './document/cells.js';
import type { Catalogue, Cell, Indicator, JsonObject, Source } from './model/catalogue.js';

/** A version without its document. */
export interface CatalogueVersion {
  readonly id: number;
  readonly catalogueId: string;
  readonly version: string;
  /** SHA-256 of the document in one spelling. */
  readonly hash: string;
  readonly active: boolean;
  readonly importedAt: Date;
  readonly importedByName: string;
}

export interface StoredVersion extends CatalogueVersion {
  readonly document: JsonObject;
}

/** What a cell is called for ever, whatever versions come. */
export interface CellIdentity {
  readonly id: number;
  readonly code: string;
  readonly catalogueId: string;
  /** `U` and five digits; null for components of a composite. */
  readonly koladaId: string | null;
  readonly retired: boolean;
}

/** The state of a source's verification as LPS has set it. */
export interface SourceCheck {
  readonly catalogueId: string;
  readonly sourceId: string;
  readonly verified: Source['verified'];
  readonly note: string | null;
}

/** A version about to be stored. */
export interface NewVersion {
  readonly catalogue: Catalogue;
  readonly version: string;
  readonly hash: string;
  /** The file as it was handed in. */
  readonly source: string;
  readonly actor: Actor;
}

const IMPORT_LOCK = 4_201_101;

const HEAD = `v.id, v.catalogue_id as "catalogueId", v.version, v.hash, v.active, v.imported_at as "importedAt",
  v.imported_by_name as "importedByName"`;

type Reader = Pick<Database, 'query'>;

@Injectable()
export class CatalogueRepository {
  constructor(private readonly database: Database) {}

  /** Changes whenever another version becomes active or a cell is added. */
  async fingerprint(): Promise<string> {
    const [row] = await this.database.query<{ fingerprint: string | null }>(
      `select string_agg(id::text, ',' order by id) as fingerprint from catalogue_version where active`,
    );
    return row?.fingerprint ?? '';
  }

  /** The active versions with their documents, in the order in which their catalogues first came. */
  async active(reader: Reader = this.database): Promise<StoredVersion[]> {
    return reader.query<StoredVersion>(
      `select ${HEAD}, v.document from catalogue_version v join catalogue c on c.id = v.catalogue_id
       where v.active order by c.position`,
    );
  }

  /** Versions by id, in the order of their catalogues. */
  async versions(ids: readonly number[]): Promise<StoredVersion[]> {
    return this.database.query<StoredVersion>(
      `select ${HEAD}, v.document from catalogue_version v join catalogue c on c.id = v.catalogue_id
       where v.id = any($1::int[]) order by c.position`,
      [ids],
    );
  }

  /** Every version, newest first, without documents. */
  async history(reader: Reader = this.database, catalogueId: string | null = null): Promise<CatalogueVersion[]> {
    return reader.query<CatalogueVersion>(
      `select ${HEAD} from catalogue_version v where $1::text is null or v.catalogue_id = $1 order by v.id desc`,
      [catalogueId],
    );
  }

  /** The file of a version as it was handed in. */
  async sourceText(catalogueId: string, version: string | null): Promise<string | undefined> {
    const [row] = await this.database.query<{ source: string }>(
      `select source from catalogue_version
       where catalogue_id = $1 and case when $2::text is null then active else version = $2 end`,
      [catalogueId, version],
    );
    return row?.source;
  }

  async cells(): Promise<CellIdentity[]> {
    return this.database.query<CellIdentity>(
      `select id, code, catalogue_id as "catalogueId", kolada_id as "koladaId", retired_at is not null as retired
       from indicator_cell order by id`,
    );
  }

  async sourceChecks(): Promise<SourceCheck[]> {
    return this.database.query<SourceCheck>(
      `select catalogue_id as "catalogueId", source_id as "sourceId", verified, note from catalogue_source_check
       order by catalogue_id, source_id`,
    );
  }

  async saveSourceCheck(transaction: Transaction, check: SourceCheck, actor: Actor): Promise<void> {
    await transaction.query(
      `insert into catalogue_source_check (catalogue_id, source_id, verified, note, checked_by)
       values ($1, $2, $3, $4, $5)
       on conflict (catalogue_id, source_id) do update
       set verified = excluded.verified, note = excluded.note, checked_by = excluded.checked_by, checked_at = now()`,
      [check.catalogueId, check.sourceId, check.verified, check.note, actor.userId],
    );
  }

  /** One import at a time, in whatever process. */
  async lockImports(transaction: Transaction): Promise<void> {
    await transaction.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
  }

  /** Cells of other catalogues, retired ones too, that have one of these codes. */
  async foreignCells(reader: Reader, catalogueId: string, codes: readonly string[]): Promise<CellIdentity[]> {
    return reader.query<CellIdentity>(
      `select id, code, catalogue_id as "catalogueId", kolada_id as "koladaId", retired_at is not null as retired
       from indicator_cell where code = any($2::text[]) and catalogue_id <> $1 order by id`,
      [catalogueId, codes],
    );
  }

  /** Makes a version the active one of its catalogue; null: none. */
  async activate(transaction: Transaction, catalogueId: string, versionId: number | null): Promise<void> {
    await transaction.query(
      'update catalogue_version set active = false where catalogue_id = $1 and active and id is distinct from $2',
      [catalogueId, versionId],
    );
    await transaction.query('update catalogue_version set active = true where id = $1 and not active', [versionId]);
  }

  /** Stores a version, not yet active, with its indicators and rules. */
  async insert(transaction: Transaction, { catalogue, version, hash, source, actor }: NewVersion): Promise<number> {
    await transaction.query(
      'insert into catalogue (id) select $1 where not exists (select from catalogue where id = $1)',
      [catalogue.id],
    );
    const [row] = await transaction.query<{ id: number }>(
      `insert into catalogue_version (catalogue_id, version, hash, document, source, imported_by, imported_by_name)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [catalogue.id, version, hash, JSON.stringify(catalogue.document), source, actor.userId, actor.name],
    );
    if (row === undefined) throw new Error('The version of the catalogue was not stored.');
    await this.insertIndicators(transaction, row.id, catalogue.indicators);
    return row.id;
  }

  /** Gives every new cell its lasting id, retires what the catalogue no longer has, brings back what it has again. */
  async keepCells(transaction: Transaction, catalogue: Catalogue): Promise<void> {
    const cells = allCellsOf(catalogue);
    const column = (read: (cell: Cell) => string | null) => cells.map(read);
    await transaction.query(
      `insert into indicator_cell (code, catalogue_id, indicator_code, dimension, dimension_value, role)
       select n.code, $1, n.indicator, n.dimension, n.value, n.role
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         with ordinality as n (code, indicator, dimension, value, role, place)
       where not exists (select from indicator_cell c where c.code = n.code) order by n.place`,
      [
        catalogue.id,
        column(({ code }) => code),
        column(({ indicatorCode }) => indicatorCode),
        column(({ dimension }) => dimension),
        column(({ dimensionValue }) => dimensionValue),
        column(({ role }) => role),
      ],
    );
    await transaction.query(
      `update indicator_cell set retired_at = case when code = any($2::text[]) then null else now() end
       where catalogue_id = $1 and (code = any($2::text[])) <> (retired_at is null)`,
      [catalogue.id, column(({ code }) => code)],
    );
  }

  private async insertIndicators(transaction: Transaction, version: number, indicators: readonly Indicator[]) {
    await transaction.query('insert into indicator select * from json_populate_recordset(null::indicator, $1::json)', [
      JSON.stringify(indicators.map((indicator, position) => indicatorRow(indicator, version, position))),
    ]);
    await transaction.query(
      'insert into indicator_rule select * from json_populate_recordset(null::indicator_rule, $1::json)',
      [JSON.stringify(indicators.flatMap((indicator) => ruleRows(indicator, version)))],
    );
  }
}

function indicatorRow(indicator: Indicator, version: number, position: number): Record<string, unknown> {
  return {
    catalogue_version_id: version,
    position,
    code: indicator.code,
    kind: indicator.kind,
    name_lv: indicator.name.lv,
    name_en: indicator.name.en,
    definition_lv: indicator.definition.lv,
    definition_en: indicator.definition.en,
    unit_lv: indicator.unit.lv,
    unit_en: indicator.unit.en,
    family: indicator.family,
    group_code: indicator.group,
    value_type: indicator.valueType,
    direction: indicator.direction,
    normaliser: indicator.normaliser,
    decimals: indicator.decimals,
    is_cost: indicator.isCost,
    dimension: indicator.dimension,
    dimension_values: indicator.dimensionValues,
    formula: indicator.formula,
    disclosure: indicator.disclosure,
    refs: indicator.refs,
    owner_role: indicator.ownerRole,
    note: indicator.note,
    source: indicator.source,
    document: indicator.document,
  };
}

function ruleRows(indicator: Indicator, version: number): Record<string, unknown>[] {
  return indicator.rules.map(({ id, kind, expression, message }, position) => ({
    catalogue_version_id: version,
    indicator_code: indicator.code,
    id,
    position,
    kind,
    expression,
    message_lv: message.lv,
    message_en: message.en,
  }));
}
