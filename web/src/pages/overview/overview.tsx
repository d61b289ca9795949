import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../components/page-title.tsx';

/** What the country looks like this year. */
export function OverviewPage() {
  const { t } = useTranslation();
  return <PageTitle>{t('layout.overview')}</PageTitle>;
}
