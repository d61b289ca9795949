/** Texts of a file, cleaned of what cannot be seen. */

/** Zero-width and bidirectional marks, controls, and the byte order mark. */
const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** In composed form, one space for any run of blanks, nothing unseen, no blanks at the ends. */
export function cleaned(text: string): string {
  return text.normalize('NFC').replace(UNSEEN, '').replace(/\s+/gu, ' ').trim();
}
