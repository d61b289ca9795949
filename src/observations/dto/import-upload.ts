import type { FastifyRequest } from 'fastify';
import type { LocalisedText } from '../../core/vocabulary.js';
import { badRequest, Problem, titleOf } from '../../http/problem.js';
import { cleaned } from '../importing/file-texts.js';

/** A file as it was uploaded, with its source. */
export interface ImportUpload {
  readonly file: Buffer;
  readonly fileName: string;
  readonly source: string;
}

const LONGEST_SOURCE = 500;

function refused(path: string, code: string, message: LocalisedText): Problem {
  return badRequest([{ path, code, message }], 'invalid_input');
}

/**
 * The parts `file` and `source` of a multipart body. Without `source`, the file's name stands for it.
 *
 * @throws Problem 400 for other parts or none, 415 where the body is not multipart, 413 for a file that is too large
 */
export async function readUpload(request: FastifyRequest): Promise<ImportUpload> {
  if (!request.isMultipart()) {
    throw new Problem({
      status: 415,
      code: 'multipart_expected',
      title: titleOf(415),
      detail: {
        lv: 'Sūtiet failu kā “multipart/form-data” ar laukiem “file” un “source”.',
        en: 'Send the file as “multipart/form-data” with the fields “file” and “source”.',
      },
    });
  }
  let file: { content: Buffer; name: string } | null = null;
  let source = '';
  for await (const part of request.parts()) {
    if (part.type === 'file' && part.fieldname === 'file') {
      file = { content: await part.toBuffer(), name: cleaned(part.filename).slice(0, 255) };
    } else if (part.type === 'field' && part.fieldname === 'source') {
      source = cleaned(String(part.value));
    } else {
      if (part.type === 'file') part.file.resume();
      throw refused(part.fieldname, 'unknown_field', {
        lv: `Lauks “${part.fieldname}” šeit nav paredzēts. Pieņemtie: file, source.`,
        en: `There is no field “${part.fieldname}” here. Accepted: file, source.`,
      });
    }
  }
  if (file === null) throw refused('file', 'is_defined', { lv: 'Pievienojiet failu.', en: 'Add the file.' });
  if (source.length > LONGEST_SOURCE) {
    throw refused('source', 'max_length', {
      lv: `Ne vairāk par ${LONGEST_SOURCE} rakstzīmēm.`,
      en: `At most ${LONGEST_SOURCE} characters.`,
    });
  }
  return { file: file.content, fileName: file.name, source: source === '' ? file.name : source };
}
