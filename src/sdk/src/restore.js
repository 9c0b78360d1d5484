import { keepScan, keepVisitor, knownVisitor, scanSession, storedScan, uuid } from './identity.js';
import { log } from './guard.js';

const PATIENCE = 3e3;

/**
 * A cookie set by the service lives on where the browser ends script-written storage after days. The service answers
 * with the identity that counts: its cookie's visitor, and the scan session that expires last.
 * `done` is called when the answer is late and when it is there; a late one still counts while it is `wanted`.
 */
export function restore(endpoint, siteId, wanted, done) {
  const scan = storedScan();
  post(endpoint, { site_id: siteId, visitor_id: knownVisitor(), scan_session_id: scanSession(), exp: scan?.exp })
    .then(response => response.ok ? response.json() : {})
    .then(known => {
      if (!wanted()) return;
      const sid = uuid(known.scan_session_id);
      if (uuid(known.visitor_id)) keepVisitor(uuid(known.visitor_id));
      if (sid && known.exp > Date.now()) keepScan(sid, known.exp);
    })
    .catch(error => log('no identity from the service', error))
    .then(done);
  setTimeout(done, PATIENCE);
}

export function forgetAtService(endpoint, siteId) {
  post(endpoint, { site_id: siteId, forget: true }).catch(error => log('the service could not forget', error));
}

const post = async (endpoint, body) => fetch(endpoint + '/sdk/id', {
  method: 'POST', body: JSON.stringify(body), credentials: 'include', keepalive: true
});
