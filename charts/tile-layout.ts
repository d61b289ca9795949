/**
 * The tile map: one equal tile a municipality, roughly where it lies in Latvia, on a grid of 11 columns and 6 rows.
 * Column 0 is the west, row 0 the north; Rīga stands at the mouth of the Gulf with Jūrmala to its west.
 */

/** A place on the grid, the name that fits on a tile (with its break), and the letters for a phone. */
export interface Tile {
  readonly column: number;
  readonly row: number;
  readonly name: string;
  readonly letters: string;
}

export const TILE_COLUMNS = 11;
export const TILE_ROWS = 6;

const tile = (column: number, row: number, name: string, letters: string): Tile => ({ column, row, name, letters });

/** Madona stands on one place before and after Varakļāni joined it in July 2025. */
const MADONA = tile(8, 2, 'Madona', 'Mad');

const TILES: Readonly<Record<string, Tile>> = {
  '0001000': tile(5, 2, 'Rīga', 'RĪG'),
  '0002000': tile(9, 5, 'Daugav-\npils', 'DGP'),
  '0003000': tile(3, 4, 'Jelgava', 'JEL'),
  '0004000': tile(3, 2, 'Jūrmala', 'JŪR'),
  '0005000': tile(0, 3, 'Liepāja', 'LIE'),
  '0006000': tile(10, 4, 'Rēzekne', 'RĒZ'),
  '0007000': tile(0, 1, 'Ventspils', 'VEN'),
  '0020000': tile(7, 3, 'Aiz-\nkraukle', 'Aiz'),
  '0021000': tile(9, 1, 'Alūksne', 'Alū'),
  '0022000': tile(8, 5, 'Augš-\ndaugava', 'Aug'),
  '0023000': tile(5, 1, 'Ādaži', 'Āda'),
  '0024000': tile(10, 2, 'Balvi', 'Bal'),
  '0025000': tile(5, 4, 'Bauska', 'Bau'),
  '0026000': tile(7, 1, 'Cēsis', 'Cēs'),
  '0027000': tile(1, 3, 'Dienvid-\nkurzeme', 'DKu'),
  '0028000': tile(3, 3, 'Dobele', 'Dob'),
  '0029000': tile(9, 2, 'Gulbene', 'Gul'),
  '0030000': tile(4, 4, 'Jelgavas\nnovads', 'Jel'),
  '0031000': tile(7, 4, 'Jēkabpils', 'Jēk'),
  '0032000': tile(10, 5, 'Krāslava', 'Krā'),
  '0033000': tile(1, 2, 'Kuldīga', 'Kul'),
  '0034000': tile(5, 3, 'Ķekava', 'Ķek'),
  '0035000': tile(6, 0, 'Limbaži', 'Lim'),
  '0036000': tile(8, 4, 'Līvāni', 'Līv'),
  '0037000': tile(10, 3, 'Ludza', 'Lud'),
  '0038000': MADONA,
  '0038001': MADONA,
  '0039000': tile(4, 2, 'Mārupe', 'Mār'),
  '0040000': tile(7, 2, 'Ogre', 'Ogr'),
  '0041000': tile(4, 3, 'Olaine', 'Ola'),
  '0042000': tile(9, 4, 'Preiļi', 'Pre'),
  '0043000': tile(9, 3, 'Rēzeknes\nnovads', 'Rēz'),
  '0044000': tile(6, 2, 'Ropaži', 'Rop'),
  '0045000': tile(6, 3, 'Salaspils', 'Sls'),
  '0046000': tile(2, 3, 'Saldus', 'Sal'),
  '0047000': tile(5, 0, 'Saul-\nkrasti', 'Sau'),
  '0048000': tile(6, 1, 'Sigulda', 'Sig'),
  '0049000': tile(8, 1, 'Smiltene', 'Smi'),
  '0051000': tile(2, 1, 'Talsi', 'Tal'),
  '0052000': tile(2, 2, 'Tukums', 'Tuk'),
  '0053000': tile(8, 0, 'Valka', 'Vlk'),
  '0054000': tile(7, 0, 'Valmiera', 'Vlm'),
  '0055000': tile(8, 3, 'Varak-\nļāni', 'Var'),
  '0056000': tile(1, 1, 'Ventspils\nnovads', 'Ven'),
};

/** Where Varakļāni is gone its neighbours to the south move up, so that no hole stays in the middle of the country. */
const WITHOUT_VARAKLANI: Readonly<Record<string, Tile>> = {
  '0036000': tile(8, 3, 'Līvāni', 'Līv'),
  '0022000': tile(8, 4, 'Augš-\ndaugava', 'Aug'),
};

const VARAKLANI = '0055000';

/**
 * The tiles of the municipalities named by ATVK code; a code without a tile (a territory of another time) is left out.
 */
export function tileLayout(codes: readonly string[]): ReadonlyMap<string, Tile> {
  const moved = codes.includes(VARAKLANI) ? {} : WITHOUT_VARAKLANI;
  const tiles: Readonly<Record<string, Tile>> = { ...TILES, ...moved };
  const known = codes.flatMap((code) => {
    const place = tiles[code];
    return place === undefined ? [] : [[code, place] as const];
  });
  return new Map(known);
}

/** All codes that have a tile. */
export const TILE_CODES: readonly string[] = Object.keys(TILES);
