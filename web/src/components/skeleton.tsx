import { useTranslation } from 'react-i18next';

/** Holds the place of what is being loaded, at its height, so that nothing jumps when it comes. */
export function Skeleton({ height }: { readonly height: number | string }) {
  const { t } = useTranslation();
  return (
    <div className="skeleton" style={{ minHeight: height }} aria-busy="true">
      <span className="visually-hidden">{t('state.loading')}</span>
    </div>
  );
}
