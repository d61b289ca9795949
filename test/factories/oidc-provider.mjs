// An OpenID provider (npm oidc-provider) in a process of its own. Whoever visits its sign-in page is signed in at once:
// the test says in the query as whom (`as=`), whether with a second factor (`otp=`), or that they refuse (`refuse=`).
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const accounts = {
  anna: { email: 'anna@tests.example', email_verified: true },
  unchecked: { email: 'unchecked@tests.example', email_verified: false },
  stranger: { email: 'stranger@tests.example', email_verified: true },
};

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'macities',
      client_secret: 'a secret of the test only',
      redirect_uris: ['http://salidzini.example/api/v1/session/oidc/callback'],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], amr: null },
  features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
  pkce: { required: () => true },
  cookies: { keys: ['only for the test'] },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => accounts[id] && { accountId: id, claims: () => ({ sub: id, ...accounts[id] }) },
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) return next();
  const { as, otp, refuse } = ctx.query;
  if (refuse !== undefined) {
    const result = { error: 'access_denied', error_description: 'The person said no.' };
    ctx.respond = false;
    return provider.interactionFinished(ctx.req, ctx.res, result);
  }
  const details = await provider.interactionDetails(ctx.req, ctx.res);
  const accountId = as;
  const grant = new provider.Grant({ accountId, clientId: details.params.client_id });
  grant.addOIDCScope('openid email');
  const result = {
    login: { accountId, amr: otp === undefined ? ['pwd'] : ['pwd', 'otp'] },
    consent: { grantId: await grant.save() },
  };
  ctx.respond = false;
  return provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
});
server.on('request', provider.callback());
process.stdout.write(`${issuer}\n`);
process.on('disconnect', () => process.exit(0));
