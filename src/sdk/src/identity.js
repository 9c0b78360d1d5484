import { read, readCookie, remove, write, writeCookie } from './storage.js';

const MINUTE = 6e4;
const DAY = 864e5;
const SCAN = '_scnv';
const WEB = '_scnv_ws';
const VISITOR = '_scnv_vid';
const FORM = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

let landing = null;
let visitorWithoutCookie = null;
let renewed = false;

/** The value as a UUID in lower case, or null. */
export function uuid(value) {
  const text = `${value}`.toLowerCase();
  return FORM.test(text) ? text : null;
}

/** crypto.randomUUID exists on secure origins only; this works on all. */
export function newUuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 15 | 64;
  bytes[8] = bytes[8] & 63 | 128;
  return Array.from(bytes, byte => (byte + 256).toString(16).slice(1)).join('')
    .replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Notes the scan of this page load without storing it: storing may have to wait for consent. */
export function noteLanding(search = location.search) {
  landing = uuid(new URLSearchParams(search).get('scnv'));
}

/** Stores the noted scan. A reload of the landing page is no new scan and keeps the first expiry. */
export function land() {
  if (landing && landing !== scanSession()) keepScan(landing, Date.now() + 60 * DAY);
}

export function keepScan(sid, exp) {
  write(SCAN, { sid, exp });
}

export function storedScan() {
  const scan = read(SCAN);
  return scan && scan.exp > Date.now() && uuid(scan.sid) ? scan : null;
}

export function scanSession() {
  return uuid(storedScan()?.sid);
}

/** One web session over all tabs, until 30 minutes pass without an event or a new scan begins. */
export function webSession(sid) {
  const now = Date.now();
  const last = read(WEB);
  const id = last && last.sid === sid && last.exp > now && uuid(last.id) || newUuid();
  write(WEB, { id, sid, exp: now + 30 * MINUTE });
  return id;
}

export const knownVisitor = () => uuid(readCookie(VISITOR)) || visitorWithoutCookie;

export function visitor() {
  const known = knownVisitor();
  const id = known || newUuid();
  if (!known || !renewed) keepVisitor(id);
  return id;
}

export function keepVisitor(id) {
  writeCookie(VISITOR, id, 365 * DAY / 1e3);
  renewed = uuid(readCookie(VISITOR)) === id;
  visitorWithoutCookie = renewed ? null : id;
}

/** The noted landing stays: a later consent on this page takes its scan up again. */
export function forgetIdentity() {
  remove(SCAN);
  remove(WEB);
  writeCookie(VISITOR, '', 0);
  visitorWithoutCookie = null;
  renewed = false;
}
