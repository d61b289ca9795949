import { useEffect, useRef, useState } from 'react';
import type { DrawnChart } from './drawn-chart.ts';
import { pictureOf } from './drawn-chart.ts';

const engine = () => import('./echarts.ts');

interface Props {
  readonly chart: DrawnChart;
  readonly room: number;
  readonly isBrief: boolean;
}

/** The picture of a chart, drawn at its own size and scaled to the room there is. Its words stand beside it. */
export function ChartCanvas({ chart, room, isBrief }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [isDrawn, setDrawn] = useState(false);
  const picture = pictureOf(chart, isBrief);
  const scale = Math.min(Math.max(room / picture.width, 0.5), 1.3);
  useEffect(() => {
    let isGone = false;
    let remove: (() => void) | undefined;
    void engine().then(({ draw }) => {
      if (isGone || place.current === null) return;
      remove = draw(place.current, {
        ...pictureOf(chart, isBrief),
        ...(chart.maps === undefined ? {} : { maps: chart.maps }),
      });
      setDrawn(true);
    });
    return () => {
      isGone = true;
      remove?.();
    };
  }, [chart, isBrief]);
  return (
    <div
      className="chart-canvas"
      data-drawn={isDrawn}
      aria-hidden="true"
      style={{ width: picture.width * scale, height: (picture.height - picture.above - picture.below) * scale }}
    >
      <div
        ref={place}
        style={{ transform: `scale(${scale}) translateY(${-picture.above}px)`, transformOrigin: '0 0' }}
      />
    </div>
  );
}
