import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { SYSTEM_ACTOR } from '../http/actor.js';
import { CatalogueService } from '../indicators/catalogue.service.js';
import { ReferenceData } from '../municipalities/reference/reference-data.js';
import type { Progress } from './preparation.js';

/** What the product brings along: reference data and its own catalogue. */
@Injectable()
export class OwnContent {
  constructor(
    private readonly config: AppConfig,
    private readonly reference: ReferenceData,
    private readonly catalogues: CatalogueService,
  ) {}

  /**
   * Loads reference data and, where there is none yet, the catalogue.
   *
   * @returns whether this was the first start on the database
   */
  async load(onProgress: Progress): Promise<boolean> {
    if (await this.reference.load(path.join(this.config.rootDir, 'reference')))
      onProgress('Municipalities, population and peer groups are loaded.');
    const { versions } = await this.catalogues.active();
    if (versions.length > 0) return false;
    const file = path.join(this.config.rootDir, 'catalogue', 'catalogue.yaml');
    if (!existsSync(file)) throw new Error('catalogue/catalogue.yaml is missing from the installation.');
    const text = await readFile(file, 'utf8');
    const { counts } = await this.catalogues.importCatalogue(text, { dryRun: false, actor: SYSTEM_ACTOR });
    onProgress(`The catalogue is loaded: ${counts.indicators} indicators, ${counts.rules} rules.`);
    return true;
  }
}
