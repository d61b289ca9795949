import { dictionary } from '../dictionary.ts';

export const accessibility = dictionary(
  'accessibility',
  {
    title: 'Piekļūstamības paziņojums',
    lead: 'Latvijas Pašvaldību savienība gādā, lai šis pakalpojums būtu pieejams ikvienam.',
    standard: 'Pēc kādām prasībām veidots',
    standard1:
      'Lapas ir veidotas pēc Tīmekļa satura piekļūstamības vadlīnijām WCAG 2.2 (AA līmenis) un standarta EN 301 549. Katrā programmas laidienā tās automātiski pārbauda abās valodās un abos kontrasta veidos. Pārbaude ar palīgtehnoloģiju lietotājiem vēl nav veikta.',
    offers: 'Ko varat izmantot',
    keyboard: 'visu var izdarīt ar tastatūru; fokuss ir redzams, un pirmā saite ved uz saturu',
    view: 'lapas augšā var izvēlēties lielos burtus, augstu kontrastu un valodu',
    charts: 'katram attēlam ir secinājums vienā teikumā, apraksts ekrāna lasītājam un tabula',
    colour: 'krāsa nekad nav vienīgā: klāt ir zīme un vārds; augstā kontrastā ir arī raksti',
    zoom: 'lapas var palielināt līdz 400 %, un tās der 320 pikseļu platam ekrānam',
    motion: 'nekas nekustas, ja ierīcē izvēlēta kustību ierobežošana',
    limits: 'Kas vēl nav pieejams pilnībā',
    limits1:
      'Platas tabulas ritinās savā laukumā. Lejupielādētos attēlos (SVG un PNG) teksts nemainās līdz ar jūsu skata izvēli; tā vietā izmantojiet tabulu.',
    contact: 'Ja kas nav pieejams',
    contact1:
      'Rakstiet Latvijas Pašvaldību savienībai un nosauciet lapas adresi un to, kas neizdodas. Ja atbilde neapmierina, varat vērsties Tiesībsarga birojā.',
  },
  {
    title: 'Accessibility statement',
    lead: 'The Latvian Association of Local and Regional Governments takes care that everybody can use this service.',
    standard: 'Which requirements it follows',
    standard1:
      'The pages follow the Web Content Accessibility Guidelines WCAG 2.2 (level AA) and the standard EN 301 549. With every release they are checked automatically in both languages and both contrasts. A test with users of assistive technology has not been made yet.',
    offers: 'What you can use',
    keyboard: 'everything can be done by keyboard; the focus is visible, and the first link leads to the content',
    view: 'large print, high contrast and language can be chosen at the top of the page',
    charts: 'every chart has a finding in one sentence, a description for screen readers and a table',
    colour: 'colour never stands alone: a sign and a word go with it; in high contrast there are patterns too',
    zoom: 'pages can be enlarged to 400% and fit a screen of 320 pixels',
    motion: 'nothing moves where the device asks for reduced motion',
    limits: 'What is not fully accessible yet',
    limits1:
      'Wide tables scroll within their own area. The text of downloaded charts (SVG and PNG) does not change with your view preferences; use the table instead.',
    contact: 'If something is not accessible',
    contact1:
      'Write to the Latvian Association of Local and Regional Governments and name the address of the page and what does not work. If the answer does not satisfy you, you may turn to the Ombudsman’s Office.',
  },
);
