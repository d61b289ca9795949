/** The words that stand beside figures. */
import type { BenchmarkIndicator, MunicipalityLabel, PeerGroupLabel, Provenance } from '../../core/benchmark.js';
import type { LocalisedText, ReportingPeriod } from '../../core/vocabulary.js';
import type { Cell } from '../../indicators/model/catalogue.js';
import type { Municipality } from '../../municipalities/municipality.js';
import { SAMPLE_SOURCE } from '../../sample-data/sample-data.js';
import type { EditionView } from '../editions/edition-view.js';

/** More sources than this are counted, not named. */
const NAMED_SOURCES = 3;

export function indicatorLabel({ code, name, unit, direction, decimals, isCost }: Cell): BenchmarkIndicator {
  return { code, name, unit, direction, decimals, isCost };
}

export function municipalityLabel({ atvk, name }: Municipality): MunicipalityLabel {
  return { atvk, name: name.lv };
}

export function periodLabel({ code, startsOn, endsOn }: ReportingPeriod): ReportingPeriod {
  return { code, startsOn, endsOn };
}

export function groupLabel({ code, name }: PeerGroupLabel): PeerGroupLabel {
  return { code, name };
}

/** Where figures come from, from the sources of their values. */
export function provenanceOf(view: EditionView, sources: Iterable<string>): Provenance {
  const texts = [...new Set([...sources].flatMap((text) => text.split('; ')))].sort();
  const sample = texts.includes(SAMPLE_SOURCE) || (texts.length === 0 && view.sample);
  return { source: sourceText(texts), edition: view.label, methodVersion: view.methodVersion, sample };
}

function sourceText(texts: readonly string[]): LocalisedText {
  if (texts.length === 0) return { lv: 'Pašvaldību iesniegtie dati', en: 'Data submitted by municipalities' };
  const named = texts.slice(0, NAMED_SOURCES).join('; ');
  const rest = texts.length - NAMED_SOURCES;
  return rest <= 0 ? { lv: named, en: named } : { lv: `${named}; vēl ${rest}`, en: `${named}; ${rest} more` };
}
