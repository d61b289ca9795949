import { useId } from 'react';
import { addressOf, type Query } from '../../api/http.ts';
import { useTexts } from '../../i18n/dictionary.ts';
import { common } from '../../i18n/pages/common.ts';
import { CopyButton } from '../copy-button.tsx';
import type { DrawnChart } from './drawn-chart.ts';
import { csvOf, saveFile } from './save-file.ts';

interface Props {
  readonly name: string;
  readonly query: Query;
  readonly chart: DrawnChart;
}

function fileName({ name, query }: Props, ending: string): string {
  const parts = [name, ...Object.values(query)].filter((part) => part !== null && part !== undefined && part !== '');
  return `${parts.join('-').replaceAll(/[^\w.-]+/g, '-')}.${ending}`;
}

/** The chart to take along: as a picture, as a table, for another page, for a program. */
export function DownloadMenu(props: Props) {
  const say = useTexts(common);
  const { name, query, chart } = props;
  const address = (format: string, more: Query = {}) => addressOf(`/charts/${name}`, { ...query, format, ...more });
  const saveTable = () => {
    saveFile(new Blob([csvOf(chart.table)], { type: 'text/csv;charset=utf-8' }), fileName(props, 'csv'));
  };
  return (
    <details className="menu">
      <summary>{say('download')}</summary>
      <div className="menu-panel">
        <a className="button" href={address('svg', { download: 'true' })} download={fileName(props, 'svg')}>
          {say('asSvg')}
        </a>
        <a className="button" href={address('png', { download: 'true' })} download={fileName(props, 'png')}>
          {say('asPng')}
        </a>
        <button type="button" onClick={saveTable}>
          {say('asCsv')}
        </button>
        <a className="button" href={address('json')}>
          {say('apiLink')}
        </a>
        <Embed title={chart.title} address={address('svg')} />
      </div>
    </details>
  );
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

function Embed({ title, address }: { readonly title: string; readonly address: string }) {
  const say = useTexts(common);
  const id = useId();
  const picture = escape(`${location.origin}${address}`);
  const page = escape(location.href);
  const code = `<a href="${page}"><img src="${picture}" alt="${escape(title)}" style="max-width:100%"></a>`;
  return (
    <div className="embed">
      <label htmlFor={id}>{say('embedHelp')}</label>
      <textarea id={id} readOnly rows={3} value={code} spellCheck={false} />
      <CopyButton text={code} label={say('copy')} done={say('copied')} />
    </div>
  );
}
