import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { write } from '../api/http.ts';
import { useSession } from '../api/queries.ts';
import type { Session } from '../api/types.ts';
import { useTexts } from '../i18n/dictionary.ts';
import { session as words } from '../i18n/pages/session.ts';

/** Who is signed in, for which municipality and in which role, with the way out; else the way in. */
export function SessionStatus() {
  const { t } = useTranslation();
  const { data } = useSession();
  if (data === undefined || data.user === null) {
    return (
      <Link className="session-link" to="/sign-in">
        {t('layout.signIn')}
      </Link>
    );
  }
  return <SignedIn session={data} />;
}

function SignedIn({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const say = useTexts(words);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leaving = useMutation({
    mutationFn: () => write('DELETE', '/session', { csrfToken: session.csrfToken }),
    onSuccess: async () => {
      await queries.resetQueries();
      await navigate('/');
    },
  });
  const { user, role, municipality } = session;
  return (
    <div className="session">
      <span>
        <strong>{user?.name}</strong>
        {role === null ? null : `, ${say(role)}`}
        {municipality === null ? null : (
          <>
            {' · '}
            <Link to={`/municipalities/${municipality.atvk}`}>{municipality.name}</Link>
          </>
        )}
      </span>
      <button
        type="button"
        disabled={leaving.isPending}
        onClick={() => {
          leaving.mutate();
        }}
      >
        {t('layout.signOut')}
      </button>
    </div>
  );
}
