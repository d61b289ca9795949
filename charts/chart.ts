/**
 * What a chart is: everything that a page, an image or a document needs to show one finding.
 *
 * The option is plain data (no functions, no HTML), so that the same one travels as JSON to the browser and is drawn
 * as SVG on the server.
 */
import type { EChartsOption } from 'echarts';
import type { Language } from '../src/core/vocabulary.js';

/** How a chart is to be drawn. */
export interface ChartRequest {
  readonly language: Language;
  /** The ATVK code of the reader's own municipality: the one emphasis of the chart. */
  readonly municipality?: string | undefined;
  /** `print` sets patterns beside colours, for paper. */
  readonly theme?: 'screen' | 'print' | undefined;
  /** `high` darkens lines and marks and sets patterns beside colours. */
  readonly contrast?: 'normal' | 'high' | undefined;
  /** `wide` is 720 px, for pages and 16 cm in a document; `narrow` is 320 px, for a phone. */
  readonly width?: 'narrow' | 'wide' | undefined;
}

export type ChartCell = string | number | null;

/** A column of a chart's table. Numbers travel unrounded; `decimals` says how to show them. */
export interface ChartColumn {
  readonly key: string;
  readonly label: string;
  readonly unit?: string;
  readonly numeric: boolean;
  readonly decimals?: number;
}

/** All that the chart shows, as a table: one row for each mark, the missing ones with their reason. */
export interface ChartTable {
  readonly columns: readonly ChartColumn[];
  readonly rows: readonly Readonly<Record<string, ChartCell>>[];
}

/** A map that has to be registered with ECharts under its name before the option is set. */
export interface ChartMap {
  readonly name: string;
  readonly geoJson: BoundaryCollection;
}

/** Borders of municipalities as GeoJSON in degrees, each feature with its ATVK code in `properties` or as its `id`. */
export interface BoundaryCollection {
  readonly type: 'FeatureCollection';
  readonly features: readonly BoundaryFeature[];
}

export interface BoundaryFeature {
  readonly type: 'Feature';
  readonly id?: string | number | undefined;
  readonly properties: Readonly<Record<string, unknown>> | null;
  readonly geometry: {
    readonly type: string;
    readonly coordinates: readonly unknown[];
  };
}

/** One finding with its picture, its words and its table. Width and height are px. */
export interface Chart {
  /** The finding as a headline, without a full stop. */
  readonly title: string;
  /** Indicator, unit, period and peer group. */
  readonly subtitle: string;
  /** The finding in one full sentence. */
  readonly finding: string;
  readonly option: EChartsOption;
  readonly table: ChartTable;
  readonly source: string;
  /** Edition and reliability of the figures; begins with "Parauga dati" or "Sample data" where they are made up. */
  readonly status: string;
  /** The text alternative: what somebody who does not see the chart needs to know. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  /** Only for maps with real borders. */
  readonly maps?: readonly ChartMap[];
}
