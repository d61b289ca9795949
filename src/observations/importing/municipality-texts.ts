import type { LocalisedText } from '../../core/vocabulary.js';
import { isValidOn, type Municipality } from '../../municipalities/municipality.js';
import { territoryDate } from '../../municipalities/municipalities.js';
import { at, each, type TextFault } from './text-meanings.js';
import type { ResolvedRows } from './resolved-rows.js';
import * as say from './row-sentences.js';

interface Note {
  readonly code: string;
  readonly message: LocalisedText;
}

/** A municipality, and what has to be said about the way it is written. */
interface Meaning {
  readonly id: number;
  readonly note: Note | null;
}

const CODE = /^(?:LV)?(\d{1,7})$/i;

/**
 * What the municipality column means: an ATVK code (with or without `LV`, also where a spreadsheet dropped its leading
 * zeros) or a name, which may mean different municipalities in different periods.
 */
export class MunicipalityTexts {
  private readonly texts: readonly (string | null)[];
  private readonly known = new Map<number, Meaning | TextFault>();
  private readonly noted = new Set<string>();

  constructor(private readonly rows: ResolvedRows) {
    this.texts = each(rows.table.municipality, (text) => text);
  }

  /** To be asked after the row's period is known. */
  of(row: number): number | TextFault | null {
    const meaning = this.meaning(row);
    if (meaning === null) return null;
    return 'id' in meaning ? meaning.id : meaning;
  }

  /** Says, once for each way of writing, what is odd about it. */
  note(row: number): void {
    const meaning = this.meaning(row);
    if (meaning === null || !('id' in meaning) || meaning.note === null) return;
    const place = `${meaning.note.code} ${meaning.id}`;
    if (this.noted.has(place)) return;
    this.noted.add(place);
    this.rows.say(row, { ...meaning.note, severity: 'warning' });
  }

  private meaning(row: number): Meaning | TextFault | null {
    const text = at(this.texts, this.rows.table.municipality, row);
    if (text === null) return null;
    const period = this.rows.periodOf[row] ?? -1;
    const place = (this.rows.table.municipality.codes[row] ?? 0) * 0x10000 + period + 1;
    let meaning = this.known.get(place);
    if (meaning === undefined) {
      meaning = this.find(text, period);
      this.known.set(place, meaning);
    }
    return meaning;
  }

  private find(text: string, period: number): Meaning | TextFault {
    const span = this.rows.periods[period];
    const digits = CODE.exec(text)?.[1];
    const { municipalities } = this.rows;
    const found =
      digits === undefined ? municipalities.byName(text, span?.endsOn) : municipalities.byAtvk(digits.padStart(7, '0'));
    if (found === undefined) return { code: 'unknown_municipality', message: say.unknownMunicipality(text) };
    if (span !== undefined && found.validTo !== null && found.validTo < span.startsOn)
      return { code: 'municipality_ended', message: say.municipalityEnded(found.name.lv, found.validTo) };
    return { id: found.id, note: noteOn(found, digits, span?.endsOn) };
  }
}

function noteOn(found: Municipality, digits: string | undefined, endsOn: string | undefined): Note | null {
  if (digits !== undefined && digits.length < 7)
    return { code: 'leading_zeros_missing', message: say.leadingZeros(digits, found.atvk, found.name.lv) };
  if (endsOn === undefined || isCompared(found, endsOn)) return null;
  return { code: 'territory_differs', message: say.territoryDiffers(found.name.lv) };
}

/** Whether the municipality is among those that figures of the period are kept on. */
function isCompared(found: Municipality, endsOn: string): boolean {
  return (
    isValidOn(found, territoryDate(endsOn)) ||
    (found.validTo !== null && found.validTo >= '2021-07-01' && found.validTo.slice(0, 4) === endsOn.slice(0, 4))
  );
}
