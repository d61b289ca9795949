/** Ids under which peer groups go out to programs that want them to begin with `G`. Never given to another group. */

/** Fixed groups have lasting numbers; one that the reference data no longer know gets a number from its code. */
export function fixedGroupId(code: string, groups: readonly { readonly id: number; readonly code: string }[]): string {
  const known = groups.find((group) => group.code === code);
  return known === undefined ? `G3${checksum(code)}` : `G1${String(known.id).padStart(5, '0')}`;
}

/** A municipality with its nearest neighbours. */
export function nearestGroupId(atvk: string): string {
  return `G2${atvk}`;
}

/** Groups of indicators: by their code, which is their own. */
export function indicatorGroupId(code: string): string {
  return `GKPI-${code}`;
}

/** Ten digits that hang on every character of a text (FNV-1a). */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return String(hash >>> 0).padStart(10, '0');
}
