import { compose } from './event.js';
import { deliver, dropUndelivered, restateConsent, startDelivery } from './delivery.js';
import { forgetIdentity, knownVisitor, land, noteLanding, scanSession, visitor, webSession } from './identity.js';
import { forgetAtService, restore } from './restore.js';
import { handOver } from './handover.js';
import { listen, log, safely } from './guard.js';
import { read, remove, write } from './storage.js';

const CONSENT = '_scnv_consent';
const STATES = ['granted', 'denied', 'pending'];
const HELD = 50;

let site;
let options = {};
let endpoint;
let held = [];
let askers = [];
let opened = false;
let restoring = false;
/** Counts the forgettings: a late answer for an earlier identity brings nothing back. */
let identity = 0;

export const started = () => !!site;

export function startSession(siteId, settings, address) {
  site = siteId;
  options = settings;
  endpoint = address;
  noteLanding();
  // Before delivery hears of it: what waits for the service only can leave with the page.
  listen(window, 'pagehide', hurry);
  listen(document, 'visibilitychange', () => document.visibilityState === 'hidden' && hurry());
  // What the page adds later is filled in when someone is about to use it.
  ['pointerdown', 'click', 'submit'].forEach(type => listen(document, type, hand));
  listen(document, 'DOMContentLoaded', hand);
}

/** An explicit answer outweighs the browser's general signal. */
function consent() {
  const stated = read(CONSENT);
  return STATES.includes(stated) ? stated : options.respectGpc && navigator.globalPrivacyControl ? 'denied' : undefined;
}

const permitted = () => !options.requireConsent || consent() === 'granted';
const current = () => permitted() ? scanSession() : null;
const hand = () => handOver(current(), options.linkDomains || []);

export function emit(type, metadata) {
  if (!type || typeof type !== 'string') return log('an event needs a name');
  held = [...held, compose(type, metadata)].slice(-HELD);
  settle();
}

export function stateConsent(state) {
  if (!STATES.includes(state)) return log('unknown consent', state);
  if (options.requireConsent && state === 'denied') forget(permitted() || knownVisitor());
  else restateConsent(state);
  // Under requireConsent "pending" is the same as no answer, and no answer is not stored.
  if (options.requireConsent && state === 'pending') remove(CONSENT);
  else write(CONSENT, state);
  settle();
}

export function ask(callback) {
  if (typeof callback !== 'function') return;
  askers.push(callback);
  settle();
}

export function reset() {
  forget(true);
  noteLanding('');
  remove(CONSENT);
  settle();
}

/** Lets go what may go now: events to delivery, the scan session to those who asked. */
export function settle() {
  if (!site) return;
  if (!permitted()) {
    opened = restoring = false;
    if (consent() === 'denied') held = [];
  } else if (!opened) open();
  if (restoring) return;
  if (opened) held.splice(0).forEach(release);
  // In a task of its own: an error in the page's callback is the page's to see.
  askers.splice(0).forEach(callback => setTimeout(callback, 0, current()));
}

function open() {
  opened = true;
  land();
  startDelivery(endpoint);
  hand();
  if (!options.serverCookie) return;
  const restored = identity;
  restoring = !scanSession() || !knownVisitor();
  restore(endpoint, site, () => opened && restored === identity, safely(() => {
    restoring = false;
    hand();
    settle();
  }));
}

function hurry() {
  if (!restoring || !scanSession()) return;
  restoring = false;
  settle();
}

function release(event) {
  const sid = scanSession();
  if (!sid) return log('not sent, there is no scan session', event.event_type);
  const complete = {
    ...event, site_id: site, scan_session_id: sid, web_session_id: webSession(sid), visitor_id: visitor(), consent: consent()
  };
  log('event', complete.event_type, complete.event_id, complete);
  deliver(complete);
}

function forget(atService) {
  identity++;
  held = [];
  dropUndelivered();
  forgetIdentity();
  if (opened) handOver('', options.linkDomains || []);
  if (options.serverCookie && atService) forgetAtService(endpoint, site);
}
