/** Draws charts as images: in other threads, and each only once. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { LRUCache } from 'lru-cache';
import { draw, type Drawing } from './drawing.js';
import { DrawingPool } from './drawing-pool.js';
import type { Drawable } from './render-svg.js';

export interface RendererSettings {
  /**
   * The compiled worker. Left out: the one beside this module. `null`, or a file that is not there (sources that run
   * uncompiled, as in unit specs): draws in the calling thread.
   */
  readonly workerFile?: string | null;
  /** TrueType files; left out: those of the packages. */
  readonly fontFiles?: readonly string[];
  /** Worker threads at most. */
  readonly threads?: number;
  /** Bytes of images that are kept. */
  readonly cacheBytes?: number;
  readonly timeoutMilliseconds?: number;
}

/** Image pixels for each px: 1 on a screen, 2 on paper, 4 at most. */
export interface PngScale {
  readonly scale?: number | undefined;
}

const MEBIBYTE = 1024 * 1024;
const SCALES = { least: 0.5, most: 4, usual: 2 } as const;

interface Files {
  readonly pool: DrawingPool | null;
  readonly fontFiles: readonly string[];
}

/**
 * Images of charts by what they show: the same chart is drawn once, also when many ask at the same time, and then
 * comes out of a cache that is keyed by the SHA-256 of all that drawing depends on.
 */
export class ChartRenderer {
  private readonly cache: LRUCache<string, Uint8Array>;
  private readonly underWay = new Map<string, Promise<Uint8Array>>();
  private files: Promise<Files> | null = null;

  constructor(private readonly settings: RendererSettings = {}) {
    this.cache = new LRUCache({
      maxSize: settings.cacheBytes ?? 64 * MEBIBYTE,
      sizeCalculation: (image) => Math.max(image.byteLength, 1),
    });
  }

  /** The chart as an SVG document. @throws Error when it cannot be drawn */
  async svg(chart: Drawable): Promise<string> {
    return new TextDecoder().decode(await this.image(chart, 'svg', 1));
  }

  /** The chart as PNG; a scale outside 0.5–4 is taken to the nearer end. @throws Error when it cannot be drawn */
  async png(chart: Drawable, { scale = SCALES.usual }: PngScale = {}): Promise<Buffer> {
    const size = Math.min(Math.max(scale, SCALES.least), SCALES.most);
    const image = await this.image(chart, 'png', size);
    return Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  }

  /** Stops the threads. Nest calls it by the name of {@link onModuleDestroy}. */
  async close(): Promise<void> {
    const files = await this.files;
    await files?.pool?.close();
  }

  async onModuleDestroy(): Promise<void> {
    await this.close();
  }

  private image(chart: Drawable, format: Drawing['format'], scale: number): Promise<Uint8Array> {
    const drawable = onlyDrawable(chart);
    const key = contentHash(drawable, format, scale);
    const kept = this.cache.get(key);
    if (kept !== undefined) return Promise.resolve(kept);
    const started = this.underWay.get(key) ?? this.drawOnce(key, { chart: drawable, format, scale });
    this.underWay.set(key, started);
    return started;
  }

  private async drawOnce(key: string, order: Omit<Drawing, 'fontFiles'>): Promise<Uint8Array> {
    try {
      this.files ??= this.locate();
      const { pool, fontFiles } = await this.files;
      const drawing = { ...order, fontFiles };
      const image = pool === null ? draw(drawing) : await pool.draw(drawing);
      this.cache.set(key, image);
      return image;
    } finally {
      this.underWay.delete(key);
    }
  }

  private async locate(): Promise<Files> {
    const { workerFile, fontFiles, threads = 1, timeoutMilliseconds = 30_000 } = this.settings;
    const known = workerFile === undefined || fontFiles === undefined ? await import('./locations.js') : null;
    const file = workerFile === undefined ? (known?.workerFile ?? null) : workerFile;
    const usable = file !== null && existsSync(file);
    return {
      pool: usable ? new DrawingPool(file, threads, timeoutMilliseconds) : null,
      fontFiles: fontFiles ?? known?.fontFiles ?? [],
    };
  }
}

/** A chart has more than is drawn: its table and words would only be copied to the other thread. */
function onlyDrawable({ title, description, option, width, height, maps }: Drawable): Drawable {
  const shown = { title, description, option, width, height };
  return maps === undefined ? shown : { ...shown, maps };
}

function contentHash(chart: Drawable, format: Drawing['format'], scale: number): string {
  return createHash('sha256')
    .update(JSON.stringify([format, scale, chart]))
    .digest('hex');
}
