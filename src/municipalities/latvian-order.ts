const collator = new Intl.Collator('lv', { numeric: true });

/** Order of texts for readers: the Latvian alphabet (ā after a, č after c, y beside i), numbers by size. */
export function compareLatvian(a: string, b: string): number {
  return collator.compare(a, b);
}
