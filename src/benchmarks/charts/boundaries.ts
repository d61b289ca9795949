import { readFile } from 'node:fs/promises';
import { Injectable, Logger } from '@nestjs/common';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import type { BoundaryCollection } from '../../../charts/chart.js';
import { AppConfig } from '../../config/app-config.js';

/** Borders of municipalities for the map, from BOUNDARIES_FILE (TopoJSON or GeoJSON) where it is set. */
@Injectable()
export class Boundaries {
  private readonly logger = new Logger('boundaries');
  private read: Promise<BoundaryCollection | undefined> | undefined;

  constructor(private readonly config: AppConfig) {}

  /** Undefined where no file is set, or where it cannot be used; then the tile map is drawn. */
  get(): Promise<BoundaryCollection | undefined> {
    return (this.read ??= this.load());
  }

  private async load(): Promise<BoundaryCollection | undefined> {
    const file = this.config.boundariesFile;
    if (file === undefined) return undefined;
    try {
      return toFeatures(JSON.parse(await readFile(file, 'utf8')));
    } catch (error) {
      this.logger.warn({ msg: 'BOUNDARIES_FILE cannot be used; maps are drawn as tiles', err: error });
      return undefined;
    }
  }
}

/** The features of a GeoJSON collection, or of the largest object of a topology. */
export function toFeatures(document: unknown): BoundaryCollection {
  const { type } = document as { type?: unknown };
  if (type === 'FeatureCollection') return document as BoundaryCollection;
  if (type !== 'Topology') throw new Error('neither TopoJSON nor a GeoJSON FeatureCollection');
  const topology = document as Topology;
  const collections = Object.values(topology.objects).flatMap((object) =>
    object.type === 'GeometryCollection' ? [object] : [],
  );
  const [largest] = collections.sort((a, b) => b.geometries.length - a.geometries.length);
  if (largest === undefined) throw new Error('the topology holds no collection of areas');
  return feature(topology, largest) as unknown as BoundaryCollection;
}
