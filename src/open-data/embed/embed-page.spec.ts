import { describe, expect, it } from '@jest/globals';
import type { Chart } from '../../../charts/chart.js';
import { EMBED_POLICY, embedPage } from './embed-page.js';

const chart: Chart = {
  title: 'Ādaži <b>tērē</b> "mazāk"',
  subtitle: 'EUR/stundā, 2024',
  finding: 'Ādažos stunda maksā 12,50 EUR.',
  option: {},
  table: {
    columns: [
      { key: 'name', label: 'Pašvaldība', numeric: false },
      { key: 'value', label: 'Vērtība', unit: 'EUR', numeric: true, decimals: 2 },
    ],
    rows: [
      { name: '<img src=x onerror=alert(1)>', value: 12345.5 },
      { name: 'Rīga', value: null },
    ],
  },
  source: 'Avots',
  status: 'Parauga dati',
  description: 'Apraksts',
  width: 720,
  height: 400,
};

describe('embedPage', () => {
  const setting = { picture: 'http://h/p?a=1&b=2', lasting: 'http://h/l', home: 'http://h' };
  const page = embedPage(chart, { ...setting, language: 'lv', svg: '<?xml version="1.0"?>\n<svg></svg>' });

  it('shows names as the text they are and runs nothing', () => {
    expect(page).not.toMatch(/<script|<img|<b>| on\w+="/i);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(EMBED_POLICY).toContain("default-src 'none'");
    expect(EMBED_POLICY).toContain('frame-ancestors *');
  });

  it('holds picture, table, source, licence, and that the figures are made up', () => {
    expect(page).toContain('<svg></svg>');
    expect(page).toContain('<td class="n">12\u00a0345,50</td>');
    expect(page).toContain('<td class="n">–</td>');
    for (const words of ['Avots', 'Parauga dati', 'CC BY 4.0', 'og:image" content="http://h/p?a=1&amp;b=2"'])
      expect(page).toContain(words);
  });
});
