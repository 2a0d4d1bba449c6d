import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';

/** Okabe–Ito; those too light for a thin line on white are only used as fills with an edge. */
export interface Colours {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly series: string;
  readonly pale: string;
  readonly other: string;
  readonly signal: string;
  readonly second: string;
  readonly third: string;
  readonly onSeries: string;
}

const LIGHT: Colours = {
  text: '#1b1f24',
  muted: '#59636e',
  line: '#e4e7eb',
  surface: '#ffffff',
  series: '#0072b2',
  pale: '#80b4d6',
  other: '#9aa4b0',
  signal: '#d55e00',
  second: '#56b4e9',
  third: '#009e73',
  onSeries: '#ffffff',
};

const DARK: Colours = {
  ...LIGHT,
  text: '#e6eaf0',
  muted: '#9ba7b4',
  line: '#2a313a',
  surface: '#14171c',
  series: '#3d9bd4',
  pale: '#27587a',
  other: '#5b6673',
  signal: '#f08a3c',
  third: '#2fb68d',
  onSeries: '#0b1622',
};

export function useColours(): Colours {
  const scheme = useComputedColorScheme('light');
  return useMemo(() => (scheme === 'dark' ? DARK : LIGHT), [scheme]);
}
