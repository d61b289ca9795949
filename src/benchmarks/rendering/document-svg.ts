/**
 * Makes the SVG that ECharts writes fit for documents. Word and others know neither `dominant-baseline` nor style
 * sheets inside an image, a strict Content-Security-Policy forbids inline styles, and a picture needs a title and a
 * text alternative.
 */

/** Half the height of the letters' middle above the baseline, in parts of the font size (Source Sans 3). */
const MIDDLE = 0.34;

/** Escapes text for XML, and drops characters that XML 1.0 does not allow. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/**
 * The document form of an SVG string by ECharts: texts placed by plain attributes, no style elements, classes, style
 * attributes or ECharts' own attributes, and `role="img"` with title and description. Names inside the document hang
 * on its content: the same picture is always the same text, and two pictures can stand in one page.
 */
export function documentSvg(svg: string, words: { readonly title: string; readonly description: string }): string {
  const bare = svg
    .replace(/<style\b[^>]*>[\s\S]*?<\/style>\s*/g, '')
    .replace(/<[a-zA-Z][^<>]*>/g, plainTag)
    .replace(/(\sid="|url\(#|href="#)zr\d+-/g, '$1zr-');
  const prefix = `c${fingerprint(words.title + bare)}`;
  return bare
    .replace(/(\sid="|url\(#|href="#)zr-/g, `$1${prefix}-`)
    .replace(/^<svg\b[^>]*>/, (open) => named(open, prefix, words));
}

/** Eight hexadecimal digits that hang on every character of a text (FNV-1a). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function plainTag(tag: string): string {
  const bare = tag
    .replace(/ (?:ecmeta_[a-z_]+|class|pointer-events|baseProfile)="[^"]*"/g, '')
    .replace(/ paint-order="[^"]*"/, '');
  const styled = bare.replace(/ style="([^"]*)"/, (_, style: string) => attributes(style));
  return styled.startsWith('<text') ? baseline(styled) : styled;
}

/** `font-size:14px;font-weight:600;` as attributes of the same names. */
function attributes(style: string): string {
  return style
    .split(';')
    .map((declaration) => /^\s*([a-z-]+)\s*:\s*(.+?)\s*$/.exec(declaration))
    .map((match) => (match?.[1] === undefined || match[2] === undefined ? '' : ` ${match[1]}="${match[2]}"`))
    .join('');
}

/** Text that was to be centred on its line is moved down to its baseline by the size of its letters. */
function baseline(tag: string): string {
  if (!tag.includes('dominant-baseline="central"')) return tag.replace(/ dominant-baseline="[^"]*"/, '');
  const [, size] = / font-size="(\d+(?:\.\d+)?)px"/.exec(tag) ?? [];
  const shift = Math.round((size === undefined ? 12 : Number(size)) * MIDDLE * 10) / 10;
  return tag.replace(/ dominant-baseline="central"/, ` dy="${shift}"`);
}

function named(open: string, prefix: string, words: { readonly title: string; readonly description: string }): string {
  const labelled = open.replace(/^<svg/, `<svg role="img" aria-labelledby="${prefix}-title ${prefix}-description"`);
  const title = `<title id="${prefix}-title">${escapeXml(words.title)}</title>`;
  return `${labelled}\n${title}\n<desc id="${prefix}-description">${escapeXml(words.description)}</desc>`;
}
