import { useTranslation } from 'react-i18next';
import { PageTitle } from '../components/page-title.tsx';

/** In place of a page that could not be loaded or drawn. */
export function FailedPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle>{t('state.failedTitle')}</PageTitle>
      <p role="alert">{t('state.failed')}</p>
      <button
        type="button"
        onClick={() => {
          location.reload();
        }}
      >
        {t('state.again')}
      </button>
    </>
  );
}
