/** How well one colour can be read on another (WCAG 2.2, relative luminance and contrast ratio). */

/** Relative luminance, 0 (black) to 1 (white), of a colour written `#RRGGBB`. */
export function luminance(colour: string): number {
  const channel = (at: number): number => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/**
 * Contrast ratio of two colours, 1 to 21: text needs 4.5, marks need 3.
 *
 * @example contrast('#000000', '#FFFFFF') // 21
 */
export function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}
