import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Problem } from '../api/problem.ts';

interface Props {
  readonly problem: Problem;
  readonly onAgain?: () => void;
}

/** What went wrong, in words, and what to do about it. */
export function ProblemNotice({ problem, onAgain }: Props) {
  const { t } = useTranslation();
  const isForbidden = problem.status === 401 || problem.status === 403;
  const title = isForbidden
    ? t('state.forbiddenTitle')
    : problem.status === 404
      ? t('state.notFoundTitle')
      : t('state.failedTitle');
  const detail = problem.detail ?? (isForbidden ? t('state.forbidden') : t('state.failed'));
  return (
    <div className="notice" role="alert">
      <p className="notice-title">{title}</p>
      <p>{detail}</p>
      {isForbidden ? <Link to="/sign-in">{t('layout.signIn')}</Link> : null}
      {onAgain === undefined || isForbidden || problem.status === 404 ? null : (
        <button type="button" onClick={onAgain}>
          {t('state.again')}
        </button>
      )}
    </div>
  );
}
