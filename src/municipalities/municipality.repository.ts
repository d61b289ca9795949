import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { LineageLink, Municipality, PopulationFigure, ReferenceFacts } from './municipality.js';
import type { FixedGroup, Membership } from './peer-groups/fixed-groups.js';

interface MunicipalityRow extends Omit<Municipality, 'name'> {
  readonly nameLv: string;
  readonly nameEn: string;
}

interface GroupRow extends Omit<FixedGroup, 'name' | 'memberships'> {
  readonly nameLv: string;
  readonly nameEn: string;
}

/** Reads what `ReferenceData` has loaded. */
@Injectable()
export class MunicipalityRepository {
  constructor(private readonly database: Database) {}

  /** Which state of the reference files is loaded; empty before the first load. */
  async version(): Promise<string> {
    const [row] = await this.database.query<{ hash: string }>(
      `select hash from reference_version where name = 'municipalities'`,
    );
    return row?.hash ?? '';
  }

  async facts(): Promise<ReferenceFacts> {
    const [municipalities, lineage, population] = await Promise.all([
      this.municipalities(),
      this.lineage(),
      this.population(),
    ]);
    return { municipalities, lineage, population };
  }

  /** The fixed peer groups in their order, each with its memberships by municipality. */
  async fixedGroups(): Promise<readonly FixedGroup[]> {
    const groups = await this.database.query<GroupRow>(
      `select id, code, kind, name_lv as "nameLv", name_en as "nameEn" from peer_group order by position`,
    );
    const memberships = await this.database.query<Membership & { readonly group: number }>(
      `select peer_group_id as "group", municipality_id as municipality, valid_from::text as "validFrom",
              valid_to::text as "validTo"
       from peer_group_membership order by peer_group_id, municipality_id, valid_from`,
    );
    return groups.map(({ nameLv, nameEn, ...group }) => ({
      ...group,
      name: { lv: nameLv, en: nameEn },
      memberships: memberships
        .filter((membership) => membership.group === group.id)
        .map(({ municipality, validFrom, validTo }) => ({ municipality, validFrom, validTo })),
    }));
  }

  private async municipalities(): Promise<Municipality[]> {
    const rows = await this.database.query<MunicipalityRow>(
      `select id, atvk, name_lv as "nameLv", name_lv_official as "officialName", name_en as "nameEn", kind,
              planning_region as region, nuts3, iso_code as "isoCode", admin_centre as "adminCentre",
              area_km2 as "areaKm2", valid_from::text as "validFrom", valid_to::text as "validTo", note, source
       from municipality order by id`,
    );
    return rows.map(({ nameLv, nameEn, ...row }) => ({ ...row, name: { lv: nameLv, en: nameEn } }));
  }

  private lineage(): Promise<LineageLink[]> {
    return this.database.query(
      `select predecessor_id as predecessor, successor_id as successor, effective::text as effective, relation,
              area_share as "areaShare", population_share as "populationShare", units, note, source
       from municipality_lineage order by successor_id, predecessor_id`,
    );
  }

  private population(): Promise<PopulationFigure[]> {
    return this.database.query(
      `select municipality_id as municipality, reference_date::text as "referenceDate", definition, population,
              estimated, source
       from municipality_population order by municipality_id, definition, reference_date`,
    );
  }
}
