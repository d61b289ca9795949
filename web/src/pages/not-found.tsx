import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageTitle } from '../components/page-title.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle>{t('state.notFoundTitle')}</PageTitle>
      <p>{t('state.notFound')}</p>
      <p>
        <Link to="/">{t('state.toOverview')}</Link>
      </p>
    </>
  );
}
