import { CookieJar, JSDOM, VirtualConsole } from 'jsdom';
import { bundle } from '../build.mjs';
import { Clock, settled } from './clock.js';
import { Service } from './service.js';

const { 'scanova.js': script } = await bundle();

export const SCAN = '7ad26d4f-3181-4ef8-b6ca-b8f59499dd43';
export const OTHER_SCAN = '0b2f5c1e-9d4a-4c3b-8a7e-6f1d2c3b4a59';
export const LANDING = `https://shop.example.com/landing?scnv=${SCAN}`;
export const STUB = 'window.scanova=window.scanova||function(){(scanova.q=scanova.q||[]).push(arguments)}';

class Storage {
  items = new Map();
  getItem = key => this.items.get(key) ?? null;
  setItem = (key, value) => void this.items.set(key, `${value}`);
  removeItem = key => void this.items.delete(key);
}

/** A visitor's browser: pages that share storage, cookies, a clock and a network. */
export class Browser {
  clock = new Clock();
  service = new Service();
  storage = new Storage();
  cookies = new CookieJar();

  /** Opens a page without the SDK; `prepare(window)` changes the page before any script. */
  open(url = LANDING, { html = '', referrer, prepare } = {}) {
    const errors = [];
    const virtualConsole = new VirtualConsole();
    const console = [];
    virtualConsole.on('jsdomError', error => error.type === 'not implemented' || errors.push(error));
    virtualConsole.on('log', (...words) => console.push(words));
    const dom = new JSDOM(`<!doctype html><title>Shop</title><body>${html}</body>`, {
      url, referrer, cookieJar: this.cookies, runScripts: 'outside-only', pretendToBeVisual: true, virtualConsole
    });
    const { window } = dom;
    const { clock, service, storage } = this;
    const set = (target, values) => Object.entries(values)
      .forEach(([name, value]) => Object.defineProperty(target, name, { value, configurable: true, writable: true }));
    set(window, {
      Date: clock.dateFor(window), setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout,
      requestAnimationFrame: action => clock.setTimeout(action, 16), fetch: service.fetch, Request, localStorage: storage
    });
    set(window.AbortSignal, { timeout: undefined });
    set(window.navigator, { sendBeacon: service.sendBeacon, onLine: true });
    prepare?.(window, set);
    return new Page(dom, clock, errors, console, set);
  }

  /** Opens a page with the snippet as a customer writes it, and waits until the network is quiet. */
  async visit(url, options, page = {}) {
    const opened = this.open(url, page);
    opened.eval(`${STUB};scanova('init','site_1',${JSON.stringify(options ?? {})})`);
    opened.loadSdk();
    await settled();
    return opened;
  }

  stored(key) {
    return JSON.parse(this.storage.getItem(key));
  }

  cookie(name, url = LANDING) {
    return this.cookies.getCookiesSync(url).find(cookie => cookie.key === name);
  }
}

class Page {
  constructor(dom, clock, errors, console, set) {
    Object.assign(this, { dom, clock, errors, console, set, window: dom.window, document: dom.window.document });
  }

  eval(code) {
    return this.window.eval(code);
  }

  loadSdk(src = 'https://t.example.com/sdk/scanova.js') {
    this.set(this.document, { currentScript: { src } });
    this.eval(script);
    this.set(this.document, { currentScript: null });
  }

  async call(...args) {
    this.window.scanova(...args);
    await settled();
  }

  async ask() {
    let answer;
    this.window.scanova('getScanSessionId', session => answer = { session });
    await this.clock.pass(0);
    return answer;
  }

  async fire(target, type, properties = {}) {
    target.dispatchEvent(Object.assign(new this.window.Event(type, { bubbles: true, cancelable: true }), properties));
    await settled();
  }

  click(selector) {
    const element = this.document.querySelector(selector);
    element.dispatchEvent(new this.window.MouseEvent('click', { bubbles: true, cancelable: true, composed: true }));
    return settled();
  }

  hide() {
    this.set(this.document, { visibilityState: 'hidden' });
    return this.fire(this.document, 'visibilitychange');
  }

  leave() {
    return this.fire(this.window, 'pagehide');
  }

  comeBack() {
    return this.fire(this.window, 'pageshow', { persisted: true });
  }

  async online(connected) {
    this.set(this.window.navigator, { onLine: connected });
    await this.fire(this.window, connected ? 'online' : 'offline');
  }
}
