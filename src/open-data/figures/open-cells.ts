import type { LocalisedText } from '../../core/vocabulary.js';
import type { CompiledCatalogues } from '../../indicators/compiled/compiled-catalogues.js';
import type { Cell, Indicator } from '../../indicators/model/catalogue.js';
import type { OpenCell } from './published-figures.js';

/** Lasting ids of a cell. */
interface Identity {
  readonly id: number;
  readonly koladaId: string | null;
}

/** The cells that stand for something by themselves, in the catalogues' order; parts, companions and lists do not. */
export function openCells(
  catalogues: CompiledCatalogues,
  identityOf: (code: string) => Identity | undefined,
): OpenCell[] {
  return catalogues.cells.flatMap((cell) => {
    const identity = identityOf(cell.code);
    const indicator = catalogues.indicator(cell.indicatorCode);
    if (identity === undefined || identity.koladaId === null || indicator === undefined) return [];
    if (cell.role !== 'indicator' || cell.valueType === 'list') return [];
    return [openCell(cell, indicator, { ...identity, koladaId: identity.koladaId }, groupOf(catalogues, indicator))];
  });
}

function openCell(
  { code, name, unit, direction, decimals, isCost }: Cell,
  { definition }: Indicator,
  { id, koladaId }: { readonly id: number; readonly koladaId: string },
  group: OpenCell['group'],
): OpenCell {
  return { id, code, koladaId, name, unit, definition, direction, decimals, isCost, group };
}

/** The group of an indicator; of a catalogue without groups, the catalogue itself. Codes fit into an address. */
function groupOf(catalogues: CompiledCatalogues, { group, catalogueId }: Indicator): OpenCell['group'] {
  const catalogue = catalogues.catalogue(catalogueId);
  const named = catalogue?.groups.find(({ code }) => code === group);
  const name: LocalisedText = named?.name ?? catalogue?.title ?? { lv: catalogueId, en: catalogueId };
  const isTitled = group === null || named !== undefined;
  const code = (group ?? catalogueId).replace(/[^A-Za-z0-9_-]+/g, '-');
  return { code, name: isTitled ? name : { lv: group, en: group } };
}
