import { dictionary } from '../dictionary.ts';

export const supportIndex = dictionary(
  'support-index',
  {
    title: 'Sociālo uzņēmumu atbalsta indekss',
    intro:
      'Indekss rāda, cik daudz pašvaldība dara sociālo uzņēmumu labā: punkti no 0 līdz 100 četrās daļās. Tas mēra pūles un gatavību, nevis rezultātus.',
    bands: 'Joslas, nevis vietas',
    bandsText:
      'Pašvaldības ir sadalītas četrās joslās. Vieta joslas iekšienē mainās jau tad, ja nedaudz maina daļu svarus, tāpēc neuztveriet to pārāk burtiski.',
    municipality: 'Izvēlieties pašvaldību, lai redzētu, no kā sastāv tās indekss',
    breakdown: 'No kā indekss sastāv',
    pickFirst: 'Izvēlieties pašvaldību, un šeit parādīsies tās indekss pa daļām.',
    intervals: 'Cik droša ir vieta',
    intervalsText:
      'Josla rāda, kādas vietas pašvaldība ieņem, ja maina svarus un aprēķina paņēmienus. Ja joslas pārklājas, secība nav droša.',
    all: 'Visas pašvaldības',
    weights: 'Daļas un svari',
    toMethod: 'Definīcija, formula un labojumi',
  },
  {
    title: 'Index of support to social enterprises',
    intro:
      'The index shows how much a municipality does for social enterprises: points from 0 to 100 in four parts. It measures effort and readiness, not results.',
    bands: 'Bands, not places',
    bandsText:
      'Municipalities are divided into four bands. A place within a band changes as soon as the weights of the parts change a little, so do not read too much into it.',
    municipality: 'Choose a municipality to see what its index is made of',
    breakdown: 'What the index is made of',
    pickFirst: 'Choose a municipality, and its index will be taken apart here.',
    intervals: 'How certain a place is',
    intervalsText:
      'The bar shows which places a municipality takes when weights and ways of computing change. Where bars overlap, the order is not certain.',
    all: 'All municipalities',
    weights: 'Parts and weights',
    toMethod: 'Definition, formula and revisions',
  },
);
