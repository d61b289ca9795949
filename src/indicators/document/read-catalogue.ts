import type { Catalogue, CatalogueFinding, Dimension, Indicator, JsonObject } from '../model/catalogue.js';
import { readCodedTexts, readDisclosureRules, readFamilies, readGroups, readNotes, readSources } from './annexes.js';
import { readComposites } from './composites.js';
import { readDimensions } from './dimensions.js';
import { FindingLog } from './findings.js';
import { readIndicator } from './indicators.js';
import { isList, isObject, readDocument } from './read-document.js';
import { Section } from './section.js';

/** A catalogue, or null where a fault refuses it; findings either way. */
export interface CatalogueReading {
  readonly catalogue: Catalogue | null;
  readonly findings: readonly CatalogueFinding[];
}

const TOP_LEVEL: ReadonlySet<string> = new Set(
  `catalogue expression_language severities value_statuses value_status_note flags disclosure_rules dimensions
  dimension_notes cost_method indicators composites comparability sources`.split(/\s+/),
);

const CATALOGUE_ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

/** `catalogue: {id, version, …}`, or just the id. */
function headerOf(document: JsonObject, log: FindingLog): Section | null {
  const value = document['catalogue'];
  const data = typeof value === 'string' ? { id: value } : value;
  const header = isObject(data) ? new Section(data, 'catalogue', log) : null;
  const id = header?.text('id') ?? null;
  if (header !== null && id !== null && CATALOGUE_ID.test(id)) return header;
  log.error('catalogue_id_missing', 'catalogue.id', {
    lv: 'Failā jābūt atslēgai “catalogue” ar katalogam piešķirtu “id” (burti, cipari, “-”, “_”, “.”).',
    en: 'The file needs the key “catalogue” with an “id” (letters, digits, “-”, “_”, “.”).',
  });
  return null;
}

function checkTopLevel(document: JsonObject, log: FindingLog): boolean {
  for (const key of Object.keys(document).filter((name) => !TOP_LEVEL.has(name)))
    log.warning('unknown_key', key, {
      lv: `Atslēga “${key}” saglabāta, bet netiek lietota.`,
      en: `Key “${key}” is kept but not used.`,
    });
  const { indicators } = document;
  if (isList(indicators) && indicators.length > 0) return true;
  log.error('indicators_missing', 'indicators', {
    lv: 'Failā jābūt atslēgai “indicators” ar vismaz vienu rādītāju.',
    en: 'The file needs the key “indicators” with at least one indicator.',
  });
  return false;
}

function reportDuplicates(indicators: readonly Indicator[], log: FindingLog): void {
  const seen = new Set<string>();
  for (const { code } of indicators) {
    if (seen.has(code))
      log.error(
        'duplicate_code',
        `indicators.${code}`,
        { lv: `Rādītāja kods atkārtojas: ${code}.`, en: `The code of an indicator occurs twice: ${code}.` },
        { indicator: code },
      );
    seen.add(code);
  }
}

/** References to parts of the same file that are not there: told, but no reason to refuse. */
function reportLooseEnds(catalogue: Catalogue, log: FindingLog): void {
  const sources = new Set(catalogue.sources.map(({ id }) => id));
  const disclosures = new Set(catalogue.disclosureRules.map(({ code }) => code));
  for (const { code, refs, disclosure } of catalogue.indicators) {
    for (const ref of refs.filter((id) => !sources.has(id)))
      log.information(
        'unknown_source',
        `indicators.${code}.refs`,
        { lv: `Avots “${ref}” failā nav aprakstīts.`, en: `Source “${ref}” is not described in the file.` },
        { indicator: code },
      );
    if (disclosure !== null && !disclosures.has(disclosure))
      log.warning(
        'unknown_disclosure',
        `indicators.${code}.disclosure`,
        {
          lv: `Publicēšanas kārtula “${disclosure}” nav aprakstīta.`,
          en: `Disclosure rule “${disclosure}” is unknown.`,
        },
        { indicator: code },
      );
  }
}

/** Far above any real catalogue; a few lines of a hostile one would otherwise multiply into millions of cells. */
const MOST_CELLS = 20_000;

function readIndicators(root: Section, catalogueId: string, dimensions: readonly Dimension[]): Indicator[] {
  const indicators: Indicator[] = [];
  let cells = 0;
  for (const section of root.sections('indicators')) {
    const indicator = readIndicator(section, catalogueId, dimensions);
    indicators.push(indicator);
    cells += indicator.cells.length;
    if (cells <= MOST_CELLS) continue;
    root.log.error('catalogue_too_large', section.path, {
      lv: `Katalogā ir vairāk par ${MOST_CELLS} šūnām.`,
      en: `The catalogue has more than ${MOST_CELLS} cells.`,
    });
    break;
  }
  return indicators;
}

function build(document: JsonObject, header: Section, log: FindingLog): Catalogue {
  const root = new Section(document, '', log);
  const id = header.text('id') ?? '';
  const dimensions = readDimensions(root);
  const indicators = readIndicators(root, id, dimensions);
  reportDuplicates(indicators, log);
  const title = header.localised('title');
  return {
    id,
    version: header.text('version'),
    title: title.lv === '' ? { lv: id, en: id } : title,
    status: header.text('status'),
    languages: header.has('language') ? header.texts('language') : ['lv', 'en'],
    families: readFamilies(header),
    groups: readGroups(header),
    dimensions,
    indicators,
    composites: readComposites(root, indicators),
    disclosureRules: readDisclosureRules(root),
    sources: readSources(root),
    flags: readCodedTexts(root, 'flags'),
    valueStatuses: readCodedTexts(root, 'value_statuses'),
    severities: readCodedTexts(root, 'severities'),
    comparability: readNotes(root, 'comparability'),
    document,
  };
}

/**
 * Reads a catalogue from YAML or JSON text, or from data. Only `catalogue.id` and `indicators` are required; what is
 * absent takes its default, what is contradictory or of the wrong type refuses the file. Expressions are not compiled
 * here (`compileCatalogues` does), since they may read cells of other catalogues.
 */
export function readCatalogue(input: unknown): CatalogueReading {
  const log = new FindingLog();
  const document = readDocument(input, log);
  if (document === null) return { catalogue: null, findings: log.findings };
  const header = headerOf(document, log);
  const complete = checkTopLevel(document, log);
  if (header === null || !complete) return { catalogue: null, findings: log.findings };
  const catalogue = build(document, header, log);
  if (!log.refused) reportLooseEnds(catalogue, log);
  return { catalogue: log.refused ? null : catalogue, findings: log.findings };
}
