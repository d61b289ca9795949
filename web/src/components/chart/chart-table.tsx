import type { ChartCell, ChartColumn, ChartTable as Table } from '../../../../charts/chart.ts';
import { useFormats, type Formats } from '../../preferences/use-formats.ts';

function shown(cell: ChartCell | undefined, column: ChartColumn, formats: Formats): string {
  if (cell === null || cell === undefined) return '–';
  return typeof cell === 'number' ? formats.number(cell, column.decimals ?? 0) : cell;
}

/** Everything a chart shows, as a table that can be read line by line. It scrolls within itself where it is wide. */
export function ChartTable({ table, caption }: { readonly table: Table; readonly caption: string }) {
  const formats = useFormats();
  return (
    <div className="scroller" tabIndex={0} role="region" aria-label={caption}>
      <table className="data">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.key} scope="col" className={column.numeric ? 'number' : undefined}>
                {column.unit === undefined ? column.label : `${column.label}, ${column.unit}`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {table.columns.map((column) => (
                <td key={column.key} className={column.numeric ? 'number' : undefined}>
                  {shown(row[column.key], column, formats)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
