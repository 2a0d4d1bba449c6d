import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkLineComponent } from 'echarts/components';
import { type EChartsCoreOption, type EChartsType, init, use as register } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { type ReactNode, useEffect, useRef } from 'react';

register([BarChart, LineChart, AriaComponent, GridComponent, MarkLineComponent, LabelLayout, SVGRenderer]);

interface CanvasProps {
  readonly option: EChartsCoreOption;
  /** The place on the axis that is pointed at; null for none. */
  readonly marked: number | null;
  readonly point: (index: number | null) => void;
  readonly choose: (index: number) => void;
}

/** The drawing itself, and only that: its words are said beside it, so that nobody depends on a picture. */
export function Canvas({ option, marked, point, choose }: CanvasProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const heard = useRef({ point, choose });
  useEffect(() => {
    heard.current = { point, choose };
  });
  useEffect(() => {
    if (box.current === null) return;
    const made = init(box.current, null, { renderer: 'svg' });
    chart.current = made;
    made.on('mouseover', (event) => heard.current.point(event.dataIndex));
    made.on('globalout', () => heard.current.point(null));
    made.on('click', (event) => heard.current.choose(event.dataIndex));
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => chart.current?.setOption(option, { notMerge: true }), [option]);
  useEffect(() => {
    chart.current?.dispatchAction({ type: 'downplay' });
    if (marked !== null) chart.current?.dispatchAction({ type: 'highlight', dataIndex: marked });
  }, [marked, option]);
  return <div ref={box} className="chart-canvas" aria-hidden="true" />;
}
