/** Stands in for the service at the far end of the network: notes what arrives, answers as the test decides. */
export class Service {
  requests = [];
  reachable = true;
  identity = { visitor_id: null, scan_session_id: null, exp: null };
  #answers = [];
  #gates = [];

  get events() {
    return this.requests.flatMap(request => request.path === '/sdk/id' ? [] : request.body.events ?? [request.body]);
  }

  get types() {
    return this.events.map(event => event.event_type);
  }

  to(path) {
    return this.requests.filter(request => request.path === path);
  }

  /** The next answer; without one everything is accepted. */
  willAnswer(status, body = {}, headers = {}) {
    this.#answers.push({ status, body, headers });
  }

  /** Requests from now on stay unanswered until the returned function is called. */
  hold() {
    let open;
    this.#gates.push(new Promise(resolve => open = resolve));
    return () => {
      this.#gates = [];
      open();
    };
  }

  fetch = async (url, init) => {
    if (!this.reachable) throw new TypeError('Failed to fetch');
    const { pathname, origin } = new URL(url);
    this.requests.push({ via: 'fetch', path: pathname, origin, init, body: JSON.parse(init.body) });
    const { status, body, headers } = this.#answers.shift() ?? { status: 200, body: pathname === '/sdk/id' ? this.identity : {} };
    await Promise.all(this.#gates);
    return new Response(JSON.stringify(body), { status, headers });
  };

  sendBeacon = (url, body) => {
    this.requests.push({ via: 'beacon', path: new URL(url).pathname, body: JSON.parse(body) });
    return true;
  };
}
