/** Fits a file of borders to the municipalities of a benchmark. */
import type { BenchmarkRow } from '../src/core/benchmark.js';
import type { BoundaryCollection, BoundaryFeature } from './chart.js';

export interface Borders {
  /** The name under which the map is registered. */
  readonly name: string;
  /** The features, named by the ATVK code of the benchmark's rows. */
  readonly geoJson: BoundaryCollection;
  /** Width of the country divided by its height, as it lies on the ground. */
  readonly aspect: number;
  /** How much a degree of longitude is shorter than one of latitude; 1 where borders are given in metres. */
  readonly stretch: number;
  /** The share of the country's width that a municipality's shape spans; 0 for a code without a shape. */
  readonly share: (code: string) => number;
  /** Codes of the benchmark's rows that have a shape. */
  readonly codes: ReadonlySet<string>;
}

/**
 * Borders whose features carry the codes of the rows. A feature and a row belong together by the same ATVK code, or
 * by its first six digits: the seventh counts changes of the territory (Madona is 0038000 up to June 2025 and
 * 0038001 after). Features of no row keep their own code and are drawn empty. Null where no feature has a code.
 */
export function bordersFor(boundaries: BoundaryCollection, rows: readonly BenchmarkRow[]): Borders | null {
  const codes = rows.map((row) => row.municipality.atvk);
  const features = boundaries.features.flatMap((feature): BoundaryFeature[] => {
    const code = codeOf(feature);
    if (code === null) return [];
    const match =
      codes.find((own) => own === code) ?? codes.find((own) => own.slice(0, 6) === code.slice(0, 6)) ?? code;
    return [{ type: 'Feature', id: match, properties: { name: match }, geometry: feature.geometry }];
  });
  if (features.length === 0) return null;
  const box = extent(features);
  const degrees = Math.abs(box.top) <= 90 && Math.abs(box.right) <= 180;
  const stretch = degrees ? Math.cos((((box.top + box.bottom) / 2) * Math.PI) / 180) : 1;
  const shapes = new Set(features.map((feature) => String(feature.id)));
  return {
    name: `municipalities-${features.length}`,
    geoJson: { type: 'FeatureCollection', features },
    aspect: ((box.right - box.left) * stretch) / (box.top - box.bottom),
    stretch,
    share: (code) => {
      const shape = features.find((feature) => feature.id === code);
      if (shape === undefined) return 0;
      const { left, right } = extent([shape]);
      return (right - left) / (box.right - box.left);
    },
    codes: new Set(codes.filter((code) => shapes.has(code))),
  };
}

function codeOf(feature: BoundaryFeature): string | null {
  const code = feature.properties?.['atvk'] ?? feature.id;
  return typeof code === 'string' || typeof code === 'number' ? String(code).padStart(7, '0') : null;
}

interface Box {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

function extent(features: readonly BoundaryFeature[]): Box {
  const box: Box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  const visit = (coordinates: readonly unknown[]): void => {
    const [x, y] = coordinates;
    if (typeof x === 'number' && typeof y === 'number') {
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.bottom = Math.min(box.bottom, y);
      box.top = Math.max(box.top, y);
      return;
    }
    for (const inner of coordinates) if (Array.isArray(inner)) visit(inner);
  };
  for (const feature of features) visit(feature.geometry.coordinates);
  return box;
}
