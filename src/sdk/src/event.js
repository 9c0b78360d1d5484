import { newUuid } from './identity.js';

const ADDRESS = /[\w.%+-]+(@|%40)([a-z\d-]+\.)+[a-z]{2,24}/gi;

/** NUL and half a surrogate pair (as a cut can leave it) would have the whole event refused. */
const cut = (text, length) => `${text}`.slice(0, length).replace(/[\0\ud800-\udfff]/gu, '');

/** Text found on the page: an e-mail address in it would have the whole event refused, and is nobody's business. */
export const clean = (text, length) =>
  cut(`${text}`.slice(0, 5e3).replace(/\s+/g, ' ').trim().replace(ADDRESS, '[redacted]'), length);

export const page = { referrer: typeof document === 'undefined' ? '' : document.referrer };

/** What is known at the moment it happens; who it belongs to is added when it may be sent. */
export function compose(type, metadata) {
  return {
    event_id: newUuid(),
    event_type: type,
    timestamp: new Date().toISOString(),
    page_url: cut(location.href, 4096),
    page_title: cut(document.title, 512),
    referrer: cut(page.referrer, 4096),
    device: {
      user_agent: cut(navigator.userAgent, 1024),
      screen_width: Math.round(screen.width),
      screen_height: Math.round(screen.height),
      language: cut(navigator.language, 35)
    },
    // A copy: the page may change its object before the event leaves.
    metadata: JSON.parse(JSON.stringify(metadata || {}))
  };
}
