import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { SYSTEM_ACTOR } from '../http/actor.js';
import { CatalogueService } from '../indicators/catalogue.service.js';
import { ReferenceData } from '../municipalities/reference/reference-data.js';

export type Progress = (message: string) => void;

/**
 * Fills a database with what the product brings along: catalogue and reference data. Every step does nothing where it
 * was done before.
 */
@Injectable()
export class Preparation {
  constructor(
    private readonly config: AppConfig,
    private readonly reference: ReferenceData,
    private readonly catalogues: CatalogueService,
  ) {}

  /** Loads reference data and, where there is none yet, the product's own catalogue. */
  async loadContent(onProgress: Progress): Promise<void> {
    if (await this.reference.load(path.join(this.config.rootDir, 'reference')))
      onProgress('Municipalities, population and peer groups are loaded.');
    const { versions } = await this.catalogues.active();
    if (versions.length > 0) return;
    const text = await readFile(path.join(this.config.rootDir, 'catalogue', 'catalogue.yaml'), 'utf8');
    const { counts } = await this.catalogues.importCatalogue(text, { dryRun: false, actor: SYSTEM_ACTOR });
    onProgress(`The catalogue is loaded: ${counts.indicators} indicators, ${counts.rules} rules.`);
  }
}
