/** Descriptions that data portals and search engines harvest: DCAT-AP and schema.org, both as JSON-LD. Pure. */
import type { LocalisedText } from '../../core/vocabulary.js';
import { dataSets, type DataSet } from '../figures/data-set.js';
import type { OpenState } from '../figures/published-figures.js';
import { PUBLISHER, SAMPLE_MARK, SERVICE, SUPPRESSION } from '../figures/words.js';
import { LICENCE_URL } from '../http/open-answers.js';

const EUROPE = 'http://publications.europa.eu/resource/authority';
const MEDIA = 'https://www.iana.org/assignments/media-types';
const CONTACT = 'https://www.lps.lv';

/** A text in both languages, as JSON-LD writes it. */
function tagged({ lv, en }: LocalisedText) {
  return [
    { '@language': 'lv', '@value': lv },
    { '@language': 'en', '@value': en },
  ];
}

function nameOf({ name }: DataSet): LocalisedText {
  const capital = (text: string) => text.charAt(0).toLocaleUpperCase('lv') + text.slice(1);
  return { lv: `Pašvaldību rādītāji: ${capital(name.lv)}`, en: `Municipal indicators: ${capital(name.en)}` };
}

function descriptionOf(set: DataSet, state: OpenState): LocalisedText {
  const sample = (language: 'lv' | 'en') => (state.sample ? `${SAMPLE_MARK[language]} ` : '');
  return {
    lv: `${sample('lv')}${set.cells.length} rādītāji, ${set.municipalities.length} pašvaldības. ${SUPPRESSION.lv}`,
    en: `${sample('en')}${set.cells.length} indicators, ${set.municipalities.length} municipalities. ${SUPPRESSION.en}`,
  };
}

/** The form of a file: its address, media type and type in the authority list of the EU. */
interface Form {
  readonly address: string;
  readonly media: string;
  readonly type: string;
  readonly name: string;
}

function formsOf({ code, cells }: DataSet, base: string): Form[] {
  const indicators = [...new Set(cells.map((cell) => cell.code.split('.')[0] ?? cell.code))].join(',');
  const query = `indicator=${encodeURIComponent(indicators)}`;
  const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return [
    { address: `${base}/open-data/json-stat/${code}`, media: 'application/json', type: 'JSON', name: 'JSON-stat 2.0' },
    { address: `${base}/api/v1/exports/observations.csv?${query}`, media: 'text/csv', type: 'CSV', name: 'CSV' },
    { address: `${base}/api/v1/exports/observations.xlsx?${query}`, media: xlsx, type: 'XLSX', name: 'XLSX' },
  ];
}

/** A DCAT-AP catalogue with a data set for each group of indicators. */
export function dcatCatalog(state: OpenState, base: string): Record<string, unknown> {
  return {
    '@context': CONTEXT,
    '@id': `${base}/open-data`,
    '@type': 'dcat:Catalog',
    'dct:title': tagged(SERVICE),
    'dct:description': tagged({
      lv: 'Latvijas pašvaldību rādītāji: atbalsts sociālajiem uzņēmumiem, sociālo pakalpojumu izmaksas, sociālo darbinieku noslodze.',
      en: 'Indicators of Latvian municipalities: support to social enterprises, cost of social services, workload of social workers.',
    }),
    'dct:publisher': publisher(base),
    'dct:license': { '@id': LICENCE_URL },
    'dct:language': [{ '@id': `${EUROPE}/language/LAV` }, { '@id': `${EUROPE}/language/ENG` }],
    'dct:modified': time(state.updated),
    'foaf:homepage': { '@id': base },
    'dcat:dataset': dataSets(state).map((set) => dcatDataset(set, state, base)),
  };
}

function dcatDataset(set: DataSet, state: OpenState, base: string): Record<string, unknown> {
  return {
    '@id': `${base}/open-data/json-stat/${set.code}#dataset`,
    '@type': 'dcat:Dataset',
    'dct:identifier': set.code,
    'dct:title': tagged(nameOf(set)),
    'dct:description': tagged(descriptionOf(set, state)),
    'dct:publisher': publisher(base),
    'dct:issued': time(state.updated),
    'dct:modified': time(state.updated),
    'dct:accrualPeriodicity': { '@id': `${EUROPE}/frequency/ANNUAL` },
    'dct:spatial': { '@id': `${EUROPE}/country/LVA` },
    'dct:accessRights': { '@id': `${EUROPE}/access-right/PUBLIC` },
    'dcat:theme': [{ '@id': `${EUROPE}/data-theme/SOCI` }, { '@id': `${EUROPE}/data-theme/GOVE` }],
    'dcat:contactPoint': {
      '@type': 'vcard:Organization',
      'vcard:fn': PUBLISHER.lv,
      'vcard:hasURL': { '@id': CONTACT },
    },
    'dcat:version': state.edition?.id ?? '',
    ...temporal(set),
    'dcat:distribution': formsOf(set, base).map(({ address, media, type, name }) => ({
      '@id': `${address}#distribution`,
      '@type': 'dcat:Distribution',
      'dct:title': name,
      'dcat:accessURL': { '@id': address },
      'dcat:downloadURL': { '@id': address },
      'dcat:mediaType': { '@id': `${MEDIA}/${media}` },
      'dct:format': { '@id': `${EUROPE}/file-type/${type}` },
      'dct:license': { '@id': LICENCE_URL },
    })),
  };
}

/** From the first day of the first period to the last day of the last one. */
function temporal({ figures }: DataSet): Record<string, unknown> {
  const [first, last] = [figures[0], figures.at(-1)];
  if (first === undefined || last === undefined) return {};
  return {
    'dct:temporal': {
      '@type': 'dct:PeriodOfTime',
      'dcat:startDate': { '@type': 'xsd:date', '@value': first.period.startsOn },
      'dcat:endDate': { '@type': 'xsd:date', '@value': last.period.endsOn },
    },
  };
}

/** schema.org: what search engines for data read, one `Dataset` for each group of indicators. */
export function schemaOrg(state: OpenState, base: string): Record<string, unknown> {
  return {
    '@context': 'https://schema.org',
    '@type': 'DataCatalog',
    '@id': `${base}/open-data`,
    name: SERVICE.lv,
    alternateName: SERVICE.en,
    license: LICENCE_URL,
    dateModified: state.updated,
    publisher: { '@type': 'Organization', name: PUBLISHER.lv, url: CONTACT },
    dataset: dataSets(state).map((set) => ({
      '@type': 'Dataset',
      '@id': `${base}/open-data/json-stat/${set.code}#dataset`,
      name: nameOf(set).lv,
      alternateName: nameOf(set).en,
      description: descriptionOf(set, state).lv,
      identifier: set.code,
      version: state.edition?.id ?? '',
      license: LICENCE_URL,
      isAccessibleForFree: true,
      dateModified: state.updated,
      creator: { '@type': 'Organization', name: PUBLISHER.lv, url: CONTACT },
      spatialCoverage: { '@type': 'Country', name: 'Latvija', identifier: 'LV' },
      temporalCoverage: `${set.figures[0]?.period.startsOn ?? '..'}/${set.figures.at(-1)?.period.endsOn ?? '..'}`,
      variableMeasured: set.cells.map(({ code, name, unit }) => ({
        '@type': 'PropertyValue',
        propertyID: code,
        name: name.lv,
        unitText: unit.lv,
      })),
      distribution: formsOf(set, base).map(({ address, media, name }) => ({
        '@type': 'DataDownload',
        name,
        contentUrl: address,
        encodingFormat: media,
      })),
    })),
  };
}

const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

function publisher(base: string) {
  return { '@id': `${base}/open-data#publisher`, '@type': 'foaf:Agent', 'foaf:name': tagged(PUBLISHER) };
}

function time(value: string) {
  return { '@type': 'xsd:dateTime', '@value': value };
}
