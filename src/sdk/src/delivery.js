import { listen, log, safely } from './guard.js';
import { read, remove, write } from './storage.js';

const QUEUE = '_scnv_q';
const LIMIT = 50;
/** Characters in one request: keepalive and beacons take 64 KiB, and a character is at most three bytes. */
const ROOM = 2e4;
const LONGEST_WAIT = 36e5;
const SLOW = 2e3;

let base;
let outbox = [];
let sending = null;
let sentAt;
/** Whether what is under way outlives the page. */
let kept;
/** So many of the next requests carry one event each. */
let singly = 0;
let leaving = false;
let timer;

/**
 * Delivery: an event goes out at once, one request at a time, what gathers meanwhile as one batch. What cannot go
 * now is parked in storage, from where the next page load or another tab may take it: taking it out is claiming it,
 * so that no two tabs send it.
 */
export function startDelivery(endpoint) {
  if (!base) {
    listen(document, 'visibilitychange', () => document.visibilityState === 'hidden' ? leave() : stay());
    listen(window, 'pagehide', () => leave(true));
    listen(window, 'pageshow', stay);
    listen(window, 'online', () => {
      // A Retry-After still stands; a failure of the network does not.
      if (!parked().status) park([], { at: 0 });
      wake(0);
    });
  }
  base = endpoint;
  flush();
}

export function deliver(event) {
  outbox.push(event);
  // After the task: a consent stated right behind an event still covers it, and events of one task share a request.
  Promise.resolve().then(safely(() => {
    flush();
    if (leaving) leave();
  }));
}

/** A statement covers what has not left: a refusal all of it, any other what stated nothing. */
export function restateConsent(consent) {
  const restate = event => {
    if (consent === 'denied' || !event.consent) event.consent = consent;
    return event;
  };
  outbox.forEach(restate);
  sending?.forEach(restate);
  const waiting = parked();
  if (waiting.events.length) write(QUEUE, { ...waiting, events: waiting.events.map(restate) });
}

export function dropUndelivered() {
  outbox = [];
  sending = null;
  clearTimeout(timer);
  remove(QUEUE);
}

function parked() {
  const waiting = read(QUEUE);
  return Array.isArray(waiting?.events) ? waiting : { at: 0, tries: 0, status: 0, events: [] };
}

function park(events, change) {
  if (!events.length && !change) return;
  const waiting = parked();
  write(QUEUE, { ...waiting, ...change, events: [...without(events, waiting.events), ...events].slice(-LIMIT) });
}

const without = (events, others) => others.filter(other => !events.some(event => event.event_id === other.event_id));

/** Milliseconds to wait before the next try; a time too far off comes from a clock that was set. */
function pause(waiting) {
  const left = waiting.at - Date.now();
  return navigator.onLine === false ? Infinity : left > 0 && left <= LONGEST_WAIT ? left : 0;
}

function wake(delay) {
  clearTimeout(timer);
  // The jitter keeps tabs that wait for the same moment from taking the same events.
  timer = setTimeout(safely(flush), delay + Math.random() * 1e3);
}

/** How many of the events fit into one request, its envelope and commas counted. */
function fitting(events) {
  let size = 12;
  const first = events.findIndex(event => (size += JSON.stringify(event).length + 1) > ROOM);
  return first < 0 ? events.length : first || 1;
}

function request(events) {
  return events.length > 1
    ? [base + '/collect/batch', JSON.stringify({ events })]
    : [base + '/ct', JSON.stringify(events[0])];
}

function flush() {
  if (sending) return;
  const waiting = parked();
  const delay = pause(waiting);
  if (delay) {
    park(outbox.splice(0));
    if (delay < Infinity) wake(delay);
    return;
  }
  const events = [...waiting.events, ...outbox];
  if (!events.length) return;
  const count = singly ? 1 : fitting(events);
  singly -= singly && 1;
  const own = Math.max(0, count - waiting.events.length);
  if (waiting.events.length) write(QUEUE, { ...waiting, events: waiting.events.slice(count) });
  outbox = outbox.slice(own);
  send(events.slice(0, count));
}

function send(events) {
  const [url, body] = request(events);
  sending = events;
  sentAt = Date.now();
  kept = body.length <= ROOM && 'keepalive' in Request.prototype;
  // Text without a content type of ours needs no preflight.
  new Promise(resolve => resolve(fetch(url, {
    method: 'POST', body, keepalive: kept, credentials: 'omit', signal: AbortSignal.timeout?.(3e4)
  }))).then(async response => {
    conclude(events, response.status, await response.json().catch(() => null), response.headers.get('Retry-After'));
  }, () => conclude(events, 0)).catch(error => log('failed', error));
}

function conclude(events, status, body, retryAfter) {
  if (sending !== events) return;
  sending = null;
  log('answer', status, events.map(event => event.event_id), body);
  const refused = !status || status === 429 || status >= 500;
  // Refused as a whole: one event that can't be read must not take the others along.
  const apart = events.length > 1 && (status === 400 || status === 422);
  const again = refused || apart ? events : events.filter((_, index) => body?.results?.[index]?.code >= 500);
  const waiting = parked();
  // Leaving the page parked what was under way: what is answered is no longer waiting.
  const left = [...again, ...without(events, waiting.events)].slice(-LIMIT);
  const tries = !apart && again.length && waiting.tries + 1;
  if (apart) singly = events.length;
  const delay = Math.max(retryAfter * 1e3 || 0, Math.min(3e5, 500 * 2 ** tries)) * (1 + Math.random() / 2);
  if (left.length) write(QUEUE, { at: tries && Date.now() + Math.min(delay, LONGEST_WAIT), tries, status, events: left });
  else remove(QUEUE);
  flush();
}

/**
 * The page may be gone after this, and with it the answer to what is under way: that waits for the next page as well, until
 * it is answered. So does what goes by beacon while the service is slow. A repeat counts nowhere, a loss everywhere.
 */
function leave(forGood) {
  leaving = true;
  if (sending && (forGood || !kept)) park(sending);
  const slow = sending && Date.now() - sentAt > SLOW;
  while (outbox.length) {
    const events = outbox.slice(0, fitting(outbox));
    if (pause(parked()) || !navigator.sendBeacon?.(...request(events))) break;
    outbox = outbox.slice(events.length);
    if (slow) park(events);
  }
  park(outbox.splice(0));
}

function stay() {
  leaving = false;
  flush();
}
