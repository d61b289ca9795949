/** What is said about a row that cannot be imported as it is, and what to do. */
import type { LocalisedText } from '../../core/vocabulary.js';
import { sentence } from './figures.js';

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

export const BLANK: Readonly<Record<'municipality' | 'indicator' | 'period', LocalisedText>> = {
  municipality: { lv: 'Nav norādīta pašvaldība.', en: 'The municipality is not stated.' },
  indicator: { lv: 'Nav norādīts rādītājs.', en: 'The indicator is not stated.' },
  period: { lv: 'Nav norādīts periods.', en: 'The period is not stated.' },
};

export const unknownMunicipality = (text: string): LocalisedText => ({
  lv: `Pašvaldības “${short(text)}” nav. Norādiet ATVK kodu (7 cipari) vai nosaukumu.`,
  en: `There is no municipality “${short(text)}”. State its ATVK code (7 digits) or its name.`,
});

export const leadingZeros = (text: string, atvk: string, name: string): LocalisedText => ({
  lv: `“${short(text)}” saprasts kā ${atvk} (${name}): izklājlapa ir izlaidusi sākuma nulles.`,
  en: `“${short(text)}” was understood as ${atvk} (${name}): the spreadsheet dropped leading zeros.`,
});

export const municipalityEnded = (name: string, validTo: string): LocalisedText => ({
  lv: `${name} pastāvēja līdz ${validTo}, pirms šā perioda. Norādiet pašvaldību, kurai tā pievienota.`,
  en: `${name} existed until ${validTo}, before this period. State the municipality that it joined.`,
});

export const territoryDiffers = (name: string): LocalisedText => ({
  lv: `${name} ar šo kodu nav šā perioda pašvaldību sarakstā. Vērtības pieņemtas, bet salīdzinājumā neparādīsies.`,
  en: `${name} with this code is not among the municipalities of this period. Values are taken but will not be compared.`,
});

export const unknownIndicator = (text: string): LocalisedText => ({
  lv: `Rādītāja “${short(text)}” katalogā nav. Pārbaudiet kodu vai ievediet katalogu, kurā tas ir.`,
  en: `The catalogue has no indicator “${short(text)}”. Check the code, or import a catalogue that has it.`,
});

export const dividedIndicator = (code: string, example: string): LocalisedText => ({
  lv: `Rādītājs ${code} ir sadalīts daļās. Norādiet daļu, piemēram, ${example}.`,
  en: `Indicator ${code} is divided into parts. State the part, for example ${example}.`,
});

export const derivedIndicator = (code: string): LocalisedText => ({
  lv: `Rādītāju ${code} aprēķina pēc formulas, tā vērtības neieved. Ievediet formulas sastāvdaļas.`,
  en: `Indicator ${code} is computed from a formula and not imported. Import what the formula is made of.`,
});

export const unknownPeriod = (text: string): LocalisedText => ({
  lv: `Perioda “${short(text)}” nav, un tas vēl nav beidzies. Norādiet, piemēram, 2024.`,
  en: `There is no period “${short(text)}”, nor is it over. State for example 2024.`,
});

export const practicePeriod = (code: string): LocalisedText => ({
  lv: `Periods ${code} ir izmēģinājumam; tajā datus neieved.`,
  en: `Period ${code} is for practice; no data are imported into it.`,
});

export const unknownStatus = (text: string): LocalisedText => ({
  lv: `Statusa “${short(text)}” nav. Lietojiet: reported, not_applicable, not_collected, not_provided, confidential vai normal, estimated, provisional, revised, break.`,
  en: `There is no status “${short(text)}”. Use reported, not_applicable, not_collected, not_provided, confidential, or normal, estimated, provisional, revised, break.`,
});

export const VALUE_AND_STATUS: LocalisedText = {
  lv: 'Rindā ir gan vērtība, gan statuss, ka vērtības nav. Atstājiet vienu no tiem.',
  en: 'The row holds a value and a status that says there is none. Keep one of them.',
};

export const VALUE_MISSING: LocalisedText = {
  lv: 'Statuss saka, ka vērtība ir, bet šūna ir tukša. Ievadiet vērtību; nulli rakstiet kā 0.',
  en: 'The status says that there is a value, but the cell is blank. Enter the value; write zero as 0.',
};

export const BLANK_VALUE: LocalisedText = {
  lv: 'Vērtības nav; tas saglabāts kā “nav iesniegts”, nevis kā nulle.',
  en: 'There is no value; it is kept as “not provided”, not as zero.',
};

export const valueRemoved = (before: number): LocalisedText =>
  sentence(
    (n) => `Tukša šūna aizstāj līdzšinējo vērtību ${n(before)}. Ja tā nav domāts, izņemiet rindu no faila.`,
    (n) => `The blank cell replaces the value ${n(before)}. Leave the row out of the file if that is not meant.`,
  );

export const SOURCE_TOO_LONG: LocalisedText = {
  lv: 'Avota teksts ir garāks par 500 zīmēm. Saīsiniet to.',
  en: 'The text of the source is longer than 500 characters. Shorten it.',
};

export const conflictWith = (row: number, value: number, other: number): LocalisedText =>
  sentence(
    (n) =>
      `Tā pati pašvaldība, rādītājs un periods ir arī ${row}. rindā ar citu vērtību (${n(other)}, šeit ${n(value)}). Neviena no abām nav ievesta; atstājiet pareizo.`,
    (n) =>
      `The same municipality, indicator and period stand in row ${row} with another value (${n(other)}, here ${n(value)}). Neither was imported; keep the right one.`,
  );

export const sameAs = (row: number): LocalisedText => ({
  lv: `Rinda atkārto ${row}. rindu.`,
  en: `The row repeats row ${row}.`,
});

export const unitDiffers = (unit: string, expected: LocalisedText, rows: number): LocalisedText => ({
  lv: `Failā mērvienība ir “${short(unit)}” (rindu skaits: ${rows}), katalogā “${expected.lv}”. Vērtības ievestas bez pārrēķina; pārbaudiet, vai tā ir tā pati mērvienība.`,
  en: `The file states the unit “${short(unit)}” (rows: ${rows}), the catalogue “${expected.en}”. Values were imported unconverted; check that the unit is the same.`,
});
