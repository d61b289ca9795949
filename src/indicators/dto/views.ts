/** From the typed catalogue to what the API shows of it, to the public and to LPS. */
import type { ActiveCatalogues } from '../active-catalogues.js';
import type { SourceCheck } from '../catalogue.repository.js';
import type { Catalogue, Cell, Composite, Indicator, Source } from '../model/catalogue.js';
import type {
  CellView,
  CodedView,
  CompositeDimensionView,
  IndicatorDetailView,
  IndicatorView,
  ReferenceView,
} from './indicator.view.js';

/** The members of a view, as a plain object. */
type Plain<T> = { readonly [K in keyof T]: T[K] };

/** Who looks: editors' notes and references are for LPS. */
export interface Audience {
  readonly active: ActiveCatalogues;
  readonly lps: boolean;
  /** What LPS has found out about sources; only read for LPS. */
  readonly checks: readonly SourceCheck[];
}

export function cellView(cell: Cell, active: ActiveCatalogues): CellView {
  const { code, dimension, dimensionValue, name, unit } = cell;
  return {
    code,
    dimension,
    dimensionValue,
    name,
    unit,
    koladaId: active.identity(code)?.koladaId ?? null,
    warnBand: active.compiled.dimensionValue(cell)?.warnBand ?? null,
  };
}

function codedView(code: string | null, known: readonly CodedView[]): CodedView | null {
  if (code === null) return null;
  const name = known.find((candidate) => candidate.code === code)?.name ?? { lv: code, en: code };
  return { code, name };
}

/** A source with the state of verification that LPS has set, where it has. */
export function referenceView(
  source: Source,
  catalogueId: string,
  checks: readonly SourceCheck[],
): Plain<ReferenceView> {
  const check = checks.find((candidate) => candidate.catalogueId === catalogueId && candidate.sourceId === source.id);
  const { id, title, url } = source;
  return { id, title, url, verified: check?.verified ?? source.verified, note: check?.note ?? source.note };
}

function references(
  indicator: Indicator,
  catalogue: Catalogue | undefined,
  checks: readonly SourceCheck[],
): ReferenceView[] {
  return indicator.refs.map((id) => {
    const source = catalogue?.sources.find((candidate) => candidate.id === id);
    const unknown: Source = { id, title: id, url: null, verified: 'no', note: null };
    return referenceView(source ?? unknown, indicator.catalogueId, checks);
  });
}

function facts(indicator: Indicator) {
  const { code, name, definition, kind, valueType, unit, direction, normaliser, decimals, isCost } = indicator;
  const { formula, dimension, source, ownerRole } = indicator;
  return {
    ...{ code, name, definition, kind, valueType, unit, direction, normaliser, decimals, isCost },
    ...{ formula, dimension, source, ownerRole, catalogue: indicator.catalogueId },
  };
}

export function indicatorView(indicator: Indicator, { active, lps, checks }: Audience): Plain<IndicatorView> {
  const catalogue = active.compiled.catalogue(indicator.catalogueId);
  const disclosure = catalogue?.disclosureRules.find(({ code }) => code === indicator.disclosure);
  return {
    ...facts(indicator),
    version: active.version(indicator.catalogueId)?.version ?? '',
    family: codedView(indicator.family, catalogue?.families ?? []),
    group: codedView(indicator.group, catalogue?.groups ?? []),
    rules: indicator.rules.map(({ id, kind, expression, message }) => ({
      id,
      kind,
      severity: kind === 'hard' ? 'error' : 'warning',
      expression,
      message,
    })),
    companions: [...indicator.companions],
    scale: [...indicator.scale],
    cells: indicator.cells.map((cell) => cellView(cell, active)),
    disclosure: disclosure === undefined ? null : { code: disclosure.code, rule: disclosure.rule },
    ...(lps ? { note: indicator.note, refs: references(indicator, catalogue, checks) } : {}),
  };
}

function compositionView(composite: Composite | undefined): CompositeDimensionView[] {
  return (composite?.dimensions ?? []).map(({ id, name, weight, parts }) => ({
    id,
    name,
    weight,
    parts: parts.map((part) => ({
      code: part.cell.code,
      name: part.cell.name,
      formula: part.formula,
      weight: part.weight,
      score: part.score.kind === 'intensity' ? 'intensity' : part.score.expression,
      readiness: part.readiness,
      averagedYears: part.averagedYears,
    })),
  }));
}

export function indicatorDetailView(indicator: Indicator, cell: Cell | null, audience: Audience): IndicatorDetailView {
  const { compiled } = audience.active;
  return {
    ...indicatorView(indicator, audience),
    cell: cell === null ? null : cellView(cell, audience.active),
    composition: compositionView(compiled.composites.find(({ indicatorCode }) => indicatorCode === indicator.code)),
  };
}
