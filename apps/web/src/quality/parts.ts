import type { EChartsCoreOption } from 'echarts/core';
import type { Colours } from './colours.js';

/** Room for the labels of the axes. */
export const grid = { left: 48, right: 24, top: 20, bottom: 40 } as const;

export const axis = (colours: Colours): object => ({
  axisLine: { lineStyle: { color: colours.line } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: colours.line } },
  axisLabel: { color: colours.muted, fontSize: 11 },
  nameTextStyle: { color: colours.muted },
});

/** Diagonal lines in a frame: told apart without any colour. */
export const hatched = (colours: Colours, ink: string = colours.muted): object => ({
  color: colours.surface,
  borderColor: ink,
  borderWidth: 1,
  decal: { symbol: 'rect', color: ink, dashArrayX: [1, 0], dashArrayY: [1.5, 5], rotation: -Math.PI / 4 },
});

const LONGEST_LINE = 10;

/** A name on two or three lines of a narrow axis. */
export function breakWords(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LONGEST_LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.length > LONGEST_LINE + 3 ? `${word.slice(0, LONGEST_LINE + 2)}…` : word);
  }
  return lines.length > 3 ? `${lines.slice(0, 3).join('\n')}…` : lines.join('\n');
}

const NARROW_PX = 560;

/** A drawing for a place that is wide enough for its numbers and not for its names. */
interface Between {
  readonly most: number;
  readonly option: EChartsCoreOption;
}

/** One drawing for a narrow place and another for a wide one, told apart by the size of the picture and not of the screen. */
export const fitted = (
  option: EChartsCoreOption,
  wide: EChartsCoreOption,
  narrow: EChartsCoreOption,
  between?: Between,
): EChartsCoreOption => ({
  baseOption: { ...wide, ...option },
  // All that fit are taken, the later ones over the earlier; the one without a width when none fits.
  media: [
    ...(between ? [{ query: { maxWidth: between.most }, option: between.option }] : []),
    { query: { maxWidth: NARROW_PX }, option: narrow },
    { option: wide },
  ],
});

/** Lying bars, one below the other, each with its name before it. */
export function named(option: EChartsCoreOption, names: readonly string[], colours: Colours): EChartsCoreOption {
  const axisOf = (width: number): object => ({
    ...axis(colours),
    type: 'category',
    inverse: true,
    data: [...names],
    axisLabel: { color: colours.text, fontSize: 12, width, overflow: 'truncate' },
  });
  return fitted(
    { animation: false, aria: { enabled: false, decal: { show: true, decals: [{ symbol: 'none' }] } }, ...option },
    { grid: { left: 168, right: 64, top: 8, bottom: 24 }, yAxis: axisOf(152) },
    { grid: { left: 124, right: 56, top: 8, bottom: 24 }, yAxis: axisOf(112) },
  );
}

/** Two lines of the names at the ends of lines. */
const LINE_PX = 15;

/**
 * Moves the names at the ends of lines to the nearest free place, in the order of their series; made anew for each drawing. Below the foot
 * of the picture is room for one line.
 */
export function apart(): (label: LabelPlace) => { dy: number } {
  const taken: number[] = [];
  return ({ seriesIndex, labelRect: { y } }) => {
    if (seriesIndex === 0) taken.length = 0;
    const free = (at: number): boolean => taken.every((other) => Math.abs(at - other) >= LINE_PX);
    const steps = taken.flatMap((other) => [other - LINE_PX, other + LINE_PX]);
    const nearest = [y, ...steps]
      .filter((at) => free(at) && at - y <= LINE_PX)
      .toSorted((one, other) => Math.abs(one - y) - Math.abs(other - y));
    const at = nearest[0] ?? y;
    taken.push(at);
    return { dy: at - y };
  };
}

interface LabelPlace {
  readonly seriesIndex: number;
  readonly labelRect: { readonly y: number };
}
