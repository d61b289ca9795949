import type { ReactNode } from 'react';
import { NBSP } from '../../../../charts/number-format.ts';
import type { Municipality } from '../../api/types.ts';
import { useTexts } from '../../i18n/dictionary.ts';
import { municipality as words } from '../../i18n/pages/municipality.ts';
import { useFormats } from '../../preferences/use-formats.ts';

/** Kind, region, inhabitants, area. */
export function Facts({ municipality }: { readonly municipality: Municipality }) {
  const say = useTexts(words);
  const { number, date } = useFormats();
  const { kind, region, population, areaKm2, adminCentre } = municipality;
  return (
    <dl className="facts">
      <Fact name={say('kind')}>{say(kind)}</Fact>
      {region === null ? null : <Fact name={say('region')}>{region.name}</Fact>}
      {population === null ? null : (
        <Fact name={say('population')}>
          {say('populationOn', { population: number(population.population), date: date(population.referenceDate) })}
        </Fact>
      )}
      <Fact name={say('area')}>{`${number(areaKm2)}${NBSP}km²`}</Fact>
      {adminCentre === null || adminCentre === '' ? null : <Fact name={say('centre')}>{adminCentre}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
