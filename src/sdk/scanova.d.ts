/** Options of `scanova('init', siteId, options)`. Everything is off unless asked for. */
export interface ScanovaOptions {
  /** Base address of the service. Default: the origin that served the script; required when installed from npm. */
  endpoint?: string;
  /** Sends `pageview` once per page load, and on a return out of the back/forward cache. */
  autoPageview?: boolean;
  /** Sends `click` for links, buttons and elements with the role of a button. */
  autoClicks?: boolean;
  /** Sends `form_submit` with the form's name and action; never reads a field's value. */
  autoForms?: boolean;
  /** Sends `scroll` at 25, 50, 75 and 100 percent, once each per view. */
  autoScroll?: boolean;
  /** Sends `pageview` when a single-page application changes its address, returns included. */
  autoSpa?: boolean;
  /** Tells on the console what is sent and what became of it. */
  debug?: boolean;
  /** Stores and sends nothing unless consent is `granted`; events wait in memory meanwhile. */
  requireConsent?: boolean;
  /** Takes the browser's Global Privacy Control as `denied`, unless the visitor stated otherwise. */
  respectGpc?: boolean;
  /** Hosts that links marked `data-scnv-link` may hand the scan session to; `*.example.com` covers subdomains. */
  linkDomains?: string[];
  /** Keeps visitor and scan session in a cookie set by the service, for browsers that cap script-written storage. */
  serverCookie?: boolean;
}

export type ScanovaConsent = 'granted' | 'denied' | 'pending';

export interface Scanova {
  /** Starts the SDK for a site. Only the first call counts. */
  (command: 'init', siteId: string, options?: ScanovaOptions): void;
  /**
   * Sends an event. Nothing is sent without a scan session.
   * @param name 1 to 128 characters, snake_case advised.
   * @param metadata At most 10 KB as JSON, depth at most 5, no raw e-mail address; copied at the call.
   */
  (command: 'track', name: string, metadata?: Record<string, unknown>): void;
  /** States the visitor's consent; remembered, and sent with every event from here on. */
  (command: 'consent', state: ScanovaConsent): void;
  /** Calls back, always asynchronously, with the scan session, or null if there is none or consent is missing. */
  (command: 'getScanSessionId', callback: (scanSessionId: string | null) => void): void;
  /** Forgets the visitor, the scan session, the consent and whatever waits for delivery. */
  (command: 'reset'): void;
}

declare global {
  interface Window {
    scanova: Scanova;
  }
}

/** The page's one instance, the same as `window.scanova`. On a server it does nothing. */
declare const scanova: Scanova;
export default scanova;
