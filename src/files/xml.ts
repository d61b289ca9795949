import type { Readable } from 'node:stream';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { orDamaged, refuseDamaged } from './zip-parts.js';

/** What is wanted of a part; names come without namespace prefix. */
export interface XmlSink {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Parts of a workbook are a dozen elements deep; a parser's stack is not for an attacker to fill. */
const DEEPEST = 256;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads a part as it is unpacked. A document type is refused at sight: no entity is ever expanded, nothing outside the
 * part is ever read.
 */
export async function readXml(stream: Readable, sink: XmlSink): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('doctype', () => refuseDamaged());
  parser.on('error', () => refuseDamaged());
  let depth = 0;
  parser.on('opentag', (tag: SaxesTagPlain) => {
    if (++depth > DEEPEST) refuseDamaged();
    sink.open(local(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag: SaxesTagPlain) => {
    depth--;
    sink.close?.(local(tag.name));
  });
  if (sink.text !== undefined) {
    parser.on('text', (text) => sink.text?.(text));
    parser.on('cdata', (text) => sink.text?.(text));
  }
  const decoder = new TextDecoder('utf-8', { fatal: true });
  await orDamaged(
    (async () => {
      for await (const chunk of stream) parser.write(decoder.decode(chunk as Buffer, { stream: true }));
      parser.write(decoder.decode());
      parser.close();
    })(),
  );
}
