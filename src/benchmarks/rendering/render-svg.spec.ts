import { describe, expect, it } from '@jest/globals';
import { Resvg } from '@resvg/resvg-js';
import { map } from '../../../charts/map.js';
import { ranking } from '../../../charts/ranking.js';
import { trend } from '../../../charts/trend.js';
import { careBenchmark, careSeries, row } from '../../../test/factories/benchmarks.js';
import { documentSvg, escapeXml } from './document-svg.js';
import { renderSvg } from './render-svg.js';

// Real: ECharts and the XML parser of resvg, which refuses what is not well-formed. Not real: the data.

describe('renderSvg', () => {
  const gulbene = { language: 'lv', municipality: '0029000' } as const;
  const svg = renderSvg(ranking(careBenchmark(), gulbene));

  it('is a well-formed document of the chart’s size', () => {
    const image = new Resvg(svg);
    expect([image.width, image.height]).toEqual([720, ranking(careBenchmark(), gulbene).height]);
    expect(() => new Resvg(svg.replace('</svg>', ''))).toThrow();
  });

  it('holds the words as text, with title and text alternative', () => {
    expect(svg).toMatch(/^<svg role="img" aria-labelledby="c[0-9a-f]{8}-title c[0-9a-f]{8}-description"/);
    expect(svg).toContain('>Gulbenes novads: 12,40\u00a0€ stundā, 2. no 4 līdzīgām pašvaldībām</title>');
    expect(svg).toContain('>Ķekavas novads</text>');
    expect(svg).toContain('>mediāna 13,00\u00a0€</text>');
    expect(svg).toContain('>… netiek uzskaitīts</text>');
  });

  it('needs no style sheet, script, link or baseline that Word does not know', () => {
    expect(svg).not.toMatch(/<style|<script|style="|class="|ecmeta|dominant-baseline|href="http/);
    expect(svg).toMatch(/<text dy="4\.8"[^>]* font-size="14px" font-family="'Source Sans 3'/);
    expect(svg).not.toMatch(/<text[^>]*stroke="rgb/);
  });

  it('keeps markup in names as text', () => {
    const name = '<img src=x onerror=alert(1)> & "Rīga" {b}';
    const hostile = renderSvg(ranking(careBenchmark({ rows: [row('0029000', name)] }), gulbene));
    expect(hostile).not.toContain('<img');
    expect(hostile).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(() => new Resvg(hostile)).not.toThrow();
  });

  it('is the same text every time, whatever was drawn between', () => {
    const chart = map(careBenchmark(), gulbene);
    const first = renderSvg(chart);
    renderSvg(trend(careSeries(), gulbene));
    expect(renderSvg(chart)).toBe(first);
    expect(first).toMatch(/fill="url\(#c[0-9a-f]{8}-p\d+\)"/);
  });

  it('draws maps with borders', () => {
    const square = {
      type: 'Polygon',
      coordinates: [
        [
          [26, 57],
          [27, 57],
          [27, 58],
          [26, 58],
          [26, 57],
        ],
      ],
    };
    const feature = { type: 'Feature', id: '0029000', properties: { atvk: '0029000' }, geometry: square } as const;
    const shapes = renderSvg(map(careBenchmark(), gulbene, { type: 'FeatureCollection', features: [feature] }));
    expect(() => new Resvg(shapes)).not.toThrow();
    expect(shapes).toContain('fill="#3F8F95"');
  });

  it('says what is wrong with an option that cannot be drawn', () => {
    const broken = {
      ...ranking(careBenchmark(), gulbene),
      option: { series: [{ type: 'bar' as const, xAxisIndex: 9, data: [1] }] },
    };
    expect(() => renderSvg(broken)).toThrow('xAxis');
  });
});

describe('documentSvg', () => {
  it('drops style sheets and turns styles into attributes', () => {
    const raw =
      '<svg width="10"><text dominant-baseline="central" style="font-size:20px;font-weight:600;" class="a">x</text><style ><![CDATA[.a{}]]></style></svg>';
    const document = documentSvg(raw, { title: 'a & b', description: '<c>' });
    expect(document).toContain('<text dy="6.8" font-size="20px" font-weight="600">x</text>');
    expect(document).toContain('>a &amp; b</title>');
    expect(document).toContain('>&lt;c&gt;</desc>');
    expect(document).not.toContain('<style');
  });

  it('lets no control characters into XML', () => {
    expect(escapeXml('a\u0000b\u001fc\nd"')).toBe('abc\nd&quot;');
  });
});
