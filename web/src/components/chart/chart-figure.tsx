import { useId, type ReactNode } from 'react';
import type { Query } from '../../api/http.ts';
import { useRead } from '../../api/queries.ts';
import { useTexts } from '../../i18n/dictionary.ts';
import { common } from '../../i18n/pages/common.ts';
import { usePreferences } from '../../preferences/use-preferences.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Skeleton } from '../skeleton.tsx';
import { ChartCanvas } from './chart-canvas.tsx';
import { ChartTable } from './chart-table.tsx';
import { DownloadMenu } from './download-menu.tsx';
import type { DrawnChart } from './drawn-chart.ts';
import { useWidth } from './use-width.ts';

/** From this room on the wide variant of a chart is drawn. */
const WIDE_FROM = 640;

interface Props {
  /** Name of the chart in the API. */
  readonly name: string;
  readonly query: Query;
  readonly level?: 2 | 3;
  /** Height that is kept free until the chart is there. */
  readonly height?: number;
  /** Without table, source and downloads, for a small chart that leads to a page which has them. */
  readonly isBrief?: boolean;
  readonly children?: ReactNode;
}

/** One finding with its picture: headline, text alternative, table, source, downloads. */
export function ChartFigure({ name, query, height = 420, ...rest }: Props) {
  const say = useTexts(common);
  const { highContrast } = usePreferences();
  const [place, room] = useWidth();
  const width = room === null || room >= WIDE_FROM ? 'wide' : 'narrow';
  const asked = { ...query, width, contrast: highContrast ? 'high' : null };
  const answer = useRead<DrawnChart>(`/charts/${name}`, asked, { enabled: room !== null, keep: true });
  return (
    <div className="chart" ref={place}>
      {answer.data === undefined || room === null ? (
        answer.error === null ? (
          <Skeleton height={height} />
        ) : answer.error.status === 404 || answer.error.status === 422 ? (
          <p className="empty">{answer.error.detail ?? say('noFigures')}</p>
        ) : (
          <ProblemNotice problem={answer.error} onAgain={() => void answer.refetch()} />
        )
      ) : (
        <Figure name={name} query={query} chart={answer.data} room={room} {...rest} />
      )}
    </div>
  );
}

interface FigureProps extends Omit<Props, 'height'> {
  readonly chart: DrawnChart;
  readonly room: number;
}

function Figure({ name, query, chart, room, level = 2, isBrief = false, children }: FigureProps) {
  const say = useTexts(common);
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <figure aria-labelledby={`${id}-title`} aria-describedby={`${id}-words`}>
      <Heading id={`${id}-title`} className="chart-title">
        {chart.title}
      </Heading>
      <p className="chart-subtitle">{chart.subtitle}</p>
      <p id={`${id}-words`} className="visually-hidden">
        {chart.description}
      </p>
      <ChartCanvas chart={chart} room={room} isBrief={isBrief} />
      {children}
      {isBrief ? null : (
        <>
          <p className="chart-source">
            {chart.source}. {chart.status}
          </p>
          <div className="chart-tools">
            <details className="disclosure">
              <summary>{say('showTable')}</summary>
              <ChartTable table={chart.table} caption={chart.title} />
            </details>
            <DownloadMenu name={name} query={query} chart={chart} />
          </div>
        </>
      )}
    </figure>
  );
}
