/**
 * YAML to plain data at a bounded price. A few bytes can cost a YAML parser seconds (anchors, tags, nesting, mappings
 * with many keys), so the text is looked at token by token before it is parsed.
 */
import { Lexer, LineCounter, isScalar, parseDocument, visit, type Document } from 'yaml';

/** Why a text is refused: a code and the line, from 1; 0 where no line is to blame. */
export interface YamlFault {
  readonly code: 'bad_yaml' | 'document_too_complex' | 'duplicate_key';
  readonly line: number;
  /** The parser's own words, or the key. */
  readonly reason: string;
}

export class YamlRefusal extends Error {
  constructor(readonly fault: YamlFault) {
    super(`${fault.code}: ${fault.reason}`);
  }
}

/** The product's own catalogue has some 30,000 tokens. */
const MOST_TOKENS = 300_000;
/** Anchors, aliases and tags. */
const MOST_REFERENCES = 200;
const DEEPEST = 32;

const tooComplex = (reason: string) => new YamlRefusal({ code: 'document_too_complex', line: 0, reason });

/** Counts without building anything; linear in the text. */
function checkTokens(text: string): void {
  let tokens = 0;
  let references = 0;
  let brackets = 0;
  let dashes = 0;
  for (const token of new Lexer().lex(text)) {
    const first = token[0];
    if (first === '\n' || first === '\r') dashes = 0;
    else if (token === '-' || token === '?') dashes++;
    else if (token === '[' || token === '{') brackets++;
    else if (token === ']' || token === '}') brackets--;
    else if (first === '&' || first === '*' || first === '!') references++;
    if (++tokens > MOST_TOKENS) throw tooComplex('tokens');
    if (references > MOST_REFERENCES) throw tooComplex('references');
    if (brackets > DEEPEST || dashes > DEEPEST) throw tooComplex('nesting');
  }
}

function checkKeys(document: Document, lines: LineCounter): void {
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const line = isScalar(key) ? lines.linePos(key.range?.[0] ?? 0).line : 0;
        if (!isScalar(key)) throw new YamlRefusal({ code: 'bad_yaml', line, reason: 'key' });
        if (seen.has(key.value)) throw new YamlRefusal({ code: 'duplicate_key', line, reason: String(key.value) });
        seen.add(key.value);
      }
    },
  });
}

/**
 * @returns plain data, possibly of any type
 * @throws YamlRefusal where the text is no YAML, says a key twice, or would cost too much
 */
export function parseYaml(text: string): unknown {
  checkTokens(text);
  const lines = new LineCounter();
  // The parser's own check of unique keys takes quadratic time; checkKeys takes linear time.
  const options = { schema: 'core', merge: false, uniqueKeys: false, prettyErrors: false, lineCounter: lines } as const;
  const document = parseDocument(text, options);
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined)
    throw new YamlRefusal({ code: 'bad_yaml', line: lines.linePos(fault.pos[0]).line, reason: fault.message });
  checkKeys(document, lines);
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    if (error instanceof ReferenceError) throw tooComplex('references');
    throw error;
  }
}
