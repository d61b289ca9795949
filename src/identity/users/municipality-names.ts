import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { LocalisedText } from '../../core/vocabulary.js';

/** Names of municipalities for whoever belongs to one. */
@Injectable()
export class MunicipalityNames {
  constructor(private readonly database: Database) {}

  /** undefined where there is no such municipality. */
  async of(atvk: string): Promise<LocalisedText | undefined> {
    const [row] = await this.database.query<{ lv: string; en: string }>(
      'select name_lv as lv, name_en as en from municipality where atvk = $1',
      [atvk],
    );
    return row;
  }
}
