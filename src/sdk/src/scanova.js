import { debug, log, safely } from './guard.js';
import { ask, emit, reset, settle, started, startSession, stateConsent } from './session.js';
import { startAutomatic } from './automatic.js';

/** Calls before `init`, but events: those note their time at once and wait as such. */
const early = [];
const scriptUrl = typeof document === 'undefined' ? undefined : document.currentScript?.src;

const commands = { __proto__: null, init, track: emit, consent: stateConsent, getScanSessionId: ask, reset };

function run(name, ...args) {
  if (!commands[name]) return log('unknown call', name);
  if (!started() && name !== 'init' && name !== 'track') return early.push([name, ...args]);
  commands[name](...args);
}

function init(siteId, options) {
  // A page loaded ahead of its visit does nothing until it is looked at.
  if (document.prerendering) return document.addEventListener('prerenderingchange', safely(() => init(siteId, options)));
  if (started()) return log('initialised already');
  const settings = options || {};
  debug(settings.debug);
  const endpoint = settings.endpoint || scriptUrl && new URL(scriptUrl).origin;
  if (!siteId || typeof siteId !== 'string' || !endpoint) return log('init needs a site id, and an endpoint if the service did not serve this script');
  startSession(siteId, settings, endpoint.replace(/(\/ct)?\/*$/, ''));
  log('initialised', siteId);
  early.splice(0).forEach(call => run(...call));
  settle();
  startAutomatic(settings, emit);
}

/** One instance a page, however often the script or its snippet stands in it. */
function install() {
  if (typeof window === 'undefined') return () => {};
  const api = window._scnvSdk ||= safely(run);
  const stub = window.scanova;
  window.scanova = api;
  stub?.q?.forEach?.(call => api(...call));
  return api;
}

export default install();
