/** The composite index of the catalogue that has a page of its own. */
export const SUPPORT_INDEX = 'SU-IDX';
