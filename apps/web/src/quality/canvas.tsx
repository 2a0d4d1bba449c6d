import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkLineComponent } from 'echarts/components';
import { type EChartsCoreOption, type EChartsType, init, use as register } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { type ReactNode, useEffect, useRef } from 'react';

register([BarChart, LineChart, AriaComponent, GridComponent, MarkLineComponent, LabelLayout, SVGRenderer]);

/** Words of pictures are set like those around them. */
const LIKE_THE_PAGE = { textStyle: { fontFamily: '"Inter Variable", system-ui, sans-serif' } };

interface CanvasProps {
  readonly option: EChartsCoreOption;
  /** The place on the axis that is pointed at; null for none. */
  readonly marked: number | null;
  /** Where each series has points of its own: how many; null where all share those of the axis. */
  readonly perSeries: number | null;
  readonly point: (index: number | null) => void;
  readonly choose: (index: number) => void;
}

/** The drawing itself, and only that: its words are said beside it, so that nobody depends on a picture. */
export function Canvas({ option, marked, perSeries, point, choose }: CanvasProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const heard = useRef({ point, choose, perSeries });
  useEffect(() => {
    heard.current = { point, choose, perSeries };
  });
  useEffect(() => {
    if (box.current === null) return;
    const made = init(box.current, LIKE_THE_PAGE, { renderer: 'svg' });
    chart.current = made;
    const indexOf = (event: { readonly dataIndex: number; readonly seriesIndex?: number | undefined }): number =>
      event.dataIndex + (event.seriesIndex ?? 0) * (heard.current.perSeries ?? 0);
    made.on('mouseover', (event) => heard.current.point(indexOf(event)));
    made.on('globalout', () => heard.current.point(null));
    made.on('click', (event) => heard.current.choose(indexOf(event)));
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(
    () =>
      chart.current?.setOption(
        { textStyle: { fontFamily: 'Inter Variable, sans-serif' }, ...option },
        { notMerge: true },
      ),
    [option],
  );
  useEffect(() => {
    chart.current?.dispatchAction({ type: 'downplay' });
    if (marked === null) return;
    const place =
      perSeries === null
        ? { dataIndex: marked }
        : { seriesIndex: Math.floor(marked / perSeries), dataIndex: marked % perSeries };
    chart.current?.dispatchAction({ type: 'highlight', ...place });
  }, [marked, perSeries, option]);
  return <div ref={box} className="chart-canvas" aria-hidden="true" />;
}
