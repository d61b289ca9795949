import { useTranslation } from 'react-i18next';
import { useEditions } from '../api/queries.ts';

/** Says on every page that the figures are made up, where they are. */
export function SampleBanner() {
  const { t } = useTranslation();
  const { data } = useEditions();
  if (data?.items[0]?.sample !== true) return null;
  return (
    <div className="sample" role="note">
      <p>{t('layout.sample')}</p>
    </div>
  );
}
