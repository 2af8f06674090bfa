// A certified OpenID Provider for tests: it signs in whoever the header X-Person names and asks nobody anything.
// Told by the environment variable PEER, JSON: issuer, clients, jwks, people (claims by subject).

import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const told = JSON.parse(process.env.PEER);

const provider = new Provider(told.issuer, {
  acrValues: ['silver', 'gold'],
  claims: {
    acr: null,
    auth_time: null,
    openid: ['sub'],
    address: ['address'],
    email: ['email', 'email_verified'],
    phone: ['phone_number', 'phone_number_verified'],
    profile: ['birthdate', 'family_name', 'given_name', 'name'],
  },
  clients: told.clients,
  cookies: { keys: ['for tests'] },
  enabledJWA: {
    idTokenSigningAlgValues: ['ES256', 'EdDSA', 'HS256', 'PS256', 'RS256'],
    requestObjectSigningAlgValues: ['ES256', 'PS256', 'RS256'],
  },
  features: {
    backchannelLogout: { enabled: true },
    claimsParameter: { enabled: true },
    devInteractions: { enabled: false },
    requestObjects: { enabled: true },
  },
  fetch: (url, { dispatcher, ...options }) => fetch(url, options), // without its guard against addresses of this machine
  findAccount: (_, subject) => ({ accountId: subject, claims: () => ({ sub: subject, ...told.people[subject] }) }),
  interactions: { url: (_, interaction) => `/as/${interaction.uid}` },
  jwks: told.jwks,
  pkce: { required: () => true },
});

async function interact(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const subject = request.headers['x-person'];
  if (!subject) {
    return provider.interactionFinished(request, response, { error: 'access_denied' });
  }
  const grant = new provider.Grant({ accountId: subject, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  grant.addOIDCClaims(['acr', 'auth_time']);
  const result = { login: { accountId: subject, acr: 'silver' }, consent: { grantId: await grant.save() } };
  return provider.interactionFinished(request, response, result);
}

const answer = provider.callback();
createServer((request, response) => {
  if (request.url.startsWith('/as/')) {
    interact(request, response).catch((error) => response.writeHead(500).end(String(error)));
  } else {
    answer(request, response);
  }
}).listen(new URL(told.issuer).port, '127.0.0.1');
