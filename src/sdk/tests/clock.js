/** Time that passes only when a test says so, for every page of a browser. */
export class Clock {
  now = Date.parse('2026-11-24T10:00:00.000Z');
  #timers = new Map();
  #next = 1;

  setTimeout = (action, delay = 0, ...args) => {
    this.#timers.set(this.#next, { at: this.now + delay, action, args });
    return this.#next++;
  };

  clearTimeout = id => void this.#timers.delete(id);

  /** The clock as a page sees it. */
  dateFor(window) {
    const clock = this;
    return class extends window.Date {
      constructor(...args) {
        super(...(args.length ? args : [clock.now]));
      }
      static now() {
        return clock.now;
      }
    };
  }

  async pass(milliseconds) {
    const end = this.now + milliseconds;
    await settled();
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [id, { at, action, args }] = due;
      this.#timers.delete(id);
      this.now = Math.max(this.now, at);
      action(...args);
      await settled();
    }
    this.now = end;
  }
}

/** All promises that can settle have settled: one turn of the event loop. */
export const settled = () => new Promise(resolve => setImmediate(resolve));
