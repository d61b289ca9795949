/** A chart as a page of its own, for other people's pages: no script, nothing loaded from elsewhere. Pure. */
import type { Chart, ChartCell, ChartColumn } from '../../../charts/chart.js';
import { formatNumber } from '../../../charts/number-format.js';
import type { Language } from '../../core/vocabulary.js';
import { LICENCE, LICENCE_URL } from '../http/open-answers.js';
import { xml } from '../portal/atom.js';

export interface EmbedSetting {
  readonly language: Language;
  /** The chart as an SVG document. */
  readonly svg: string;
  /** Address of the picture for social networks. */
  readonly picture: string;
  /** The address of this page as it was published, and of the service. */
  readonly lasting: string;
  readonly home: string;
}

/** Nothing may run or be loaded; any page may show it in a frame. */
export const EMBED_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors *";

const STYLE = `
:root{color-scheme:light}
body{margin:0;padding:16px;font:16px/1.45 "Source Sans 3","Source Sans Pro",system-ui,sans-serif;color:#1b1b1b;background:#fff}
figure{margin:0;max-width:720px}h1{font-size:1.25rem;line-height:1.25;margin:0 0 4px}p{margin:0 0 8px}
svg{max-width:100%;height:auto}summary{cursor:pointer;padding:6px 0;min-height:24px}
.table{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}th,td{padding:4px 10px;text-align:left;border-bottom:1px solid #d9d9d9}
.n{text-align:right;font-variant-numeric:tabular-nums}footer{font-size:.85rem;color:#4a4a4a;margin-top:8px}a{color:#0b5394}
`.trim();

const WORDS = {
  lv: {
    table: 'Dati tabulā',
    lasting: 'Šī izdevuma pastāvīgā adrese',
    home: 'mācīties salīdzinot',
    licence: 'Licence',
  },
  en: {
    table: 'The data as a table',
    lasting: 'Lasting address of this edition',
    home: 'mācīties salīdzinot',
    licence: 'Licence',
  },
} as const;

/** The page as HTML. */
export function embedPage(chart: Chart, setting: EmbedSetting): string {
  const { language, svg, picture, lasting, home } = setting;
  const words = WORDS[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${xml(chart.title)}</title>
<meta name="description" content="${xml(chart.finding)}">
<meta property="og:type" content="article">
<meta property="og:title" content="${xml(chart.title)}">
<meta property="og:description" content="${xml(`${chart.finding} ${chart.status}`)}">
<meta property="og:image" content="${xml(picture)}">
<meta property="og:image:type" content="image/png">
<meta property="og:image:alt" content="${xml(chart.description)}">
<meta property="og:url" content="${xml(lasting)}">
<meta name="twitter:card" content="summary_large_image">
<link rel="canonical" href="${xml(lasting)}">
<link rel="license" href="${LICENCE_URL}">
<style>${STYLE}</style>
</head>
<body>
<figure>
<figcaption><h1>${xml(chart.title)}</h1><p>${xml(chart.subtitle)}</p><p>${xml(chart.finding)}</p></figcaption>
${svg.replace(/^<\?xml[^>]*\?>\s*/, '')}
<details><summary>${words.table}</summary><div class="table" tabindex="0" role="region" aria-label="${words.table}">${tableOf(chart, language)}</div></details>
<footer><p>${xml(chart.source)}</p><p>${xml(chart.status)}</p>
<p>${words.licence}: <a rel="license" href="${LICENCE_URL}" target="_top">${LICENCE}</a> · <a href="${xml(lasting)}" target="_top">${words.lasting}</a> · <a href="${xml(home)}" target="_top">${words.home}</a></p></footer>
</figure>
</body>
</html>
`;
}

function tableOf({ title, table }: Chart, language: Language): string {
  const { columns, rows } = table;
  const head = columns.map(({ label, unit, numeric }) => {
    const text = unit === undefined || unit === '' ? label : `${label}, ${unit}`;
    return `<th scope="col"${numeric ? ' class="n"' : ''}>${xml(text)}</th>`;
  });
  const body = rows.map(
    (row) => `<tr>${columns.map((column) => cellOf(row[column.key] ?? null, column, language)).join('')}</tr>`,
  );
  return `<table><caption hidden>${xml(title)}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

function cellOf(cell: ChartCell, { numeric, decimals = 0 }: ChartColumn, language: Language): string {
  const text = typeof cell === 'number' ? formatNumber(cell, language, decimals) : (cell ?? '–');
  return `<td${numeric ? ' class="n"' : ''}>${xml(text)}</td>`;
}
