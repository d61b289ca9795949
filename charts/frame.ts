/** What stands around every chart: headline and subtitle above, source and status below, and the room they take. */
import type { TitleComponentOption } from 'echarts';
import type { Provenance } from '../src/core/benchmark.js';
import { wrap } from './text.js';
import type { ChartTheme } from './theme.js';
import { colours, fontSizes, fontWeights } from './tokens.js';
import { sampleWord, sourceLine, statusLine } from './words.js';

/** The texts drawn, and how many px they take above and below the picture. */
export interface Frame {
  readonly titles: TitleComponentOption[];
  readonly top: number;
  readonly bottom: number;
}

interface Block {
  readonly lines: readonly string[];
  readonly size: number;
  readonly lineHeight: number;
}

const FOOT_LINE = 18;
const KICKER_HEIGHT = 24;

/**
 * Headline, subtitle and notes, broken into lines that fit. `notes` are further lines below the picture (how to read
 * it), above source and status. Sample data are marked above the headline and again in the status line.
 */
export function frame(
  theme: ChartTheme,
  provenance: Provenance,
  text: { readonly title: string; readonly subtitle: string; readonly notes?: readonly string[] },
): Frame {
  const room = theme.width - 2 * theme.padding;
  const block = (content: string, size: number, lineHeight: number): Block => ({
    lines: wrap(content, size, room),
    size,
    lineHeight,
  });
  const head = block(text.title, theme.narrow ? 18 : fontSizes.title, theme.narrow ? 23 : 26);
  const sub = block(text.subtitle, theme.narrow ? fontSizes.small : fontSizes.subtitle, theme.narrow ? 18 : 20);
  const kicker = provenance.sample ? KICKER_HEIGHT + 6 : 0;
  const headTop = theme.padding + kicker;
  const subTop = headTop + height(head) + 4;
  const foot = footer(theme, provenance, text.notes ?? []);
  return {
    titles: [
      ...(provenance.sample ? [sampleKicker(theme)] : []),
      title(theme, head, { top: headTop, color: theme.colour.ink, fontWeight: fontWeights.strong }),
      title(theme, sub, { top: subTop, color: theme.colour.softInk }),
      ...foot.titles,
    ],
    top: subTop + height(sub) + 12,
    bottom: foot.height + 12,
  };
}

function height(block: Block): number {
  return block.lines.length * block.lineHeight;
}

function title(
  theme: ChartTheme,
  block: Block,
  style: { readonly top?: number; readonly bottom?: number; readonly color: string; readonly fontWeight?: number },
): TitleComponentOption {
  const { color, fontWeight = fontWeights.normal, ...place } = style;
  return {
    text: block.lines.join('\n'),
    left: theme.padding,
    padding: 0,
    ...place,
    textStyle: { fontSize: block.size, lineHeight: block.lineHeight, color, fontWeight },
  };
}

function sampleKicker(theme: ChartTheme): TitleComponentOption {
  return {
    text: sampleWord(theme.language),
    left: theme.padding,
    top: theme.padding,
    padding: [4, 8, 2, 8],
    backgroundColor: colours.sampleSheet,
    borderRadius: 4,
    textStyle: { fontSize: fontSizes.small, lineHeight: 18, color: colours.ink, fontWeight: fontWeights.strong },
  };
}

function footer(
  theme: ChartTheme,
  provenance: Provenance,
  notes: readonly string[],
): { titles: TitleComponentOption[]; height: number } {
  const room = theme.width - 2 * theme.padding;
  const lines = (text: string): string[] => wrap(text, fontSizes.small, room);
  const noted = notes.flatMap(lines);
  const sourced = lines(sourceLine(provenance, theme.language));
  const status = lines(statusLine(provenance, theme.language));
  const blocks: { lines: string[]; gap: number; strong: boolean }[] = [
    { lines: status, gap: 0, strong: provenance.sample },
    { lines: sourced, gap: 0, strong: false },
    { lines: noted, gap: noted.length > 0 ? 6 : 0, strong: false },
  ];
  let bottom = theme.padding;
  const titles = blocks.flatMap(({ lines: content, gap, strong }) => {
    bottom += gap;
    const block = { lines: content, size: fontSizes.small, lineHeight: FOOT_LINE };
    const placed = title(theme, block, {
      bottom,
      color: strong ? theme.colour.ink : theme.colour.softInk,
      fontWeight: strong ? fontWeights.strong : fontWeights.normal,
    });
    bottom += height(block);
    return content.length > 0 ? [placed] : [];
  });
  return { titles: titles.reverse(), height: bottom };
}
