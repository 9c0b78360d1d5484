import { clean, page } from './event.js';
import { listen, safely } from './guard.js';

const DEPTHS = [25, 50, 75, 100];

let deepest = 0;
let viewed;
let viewedUrl;

/** Starts what the options ask for; `emit(type, metadata)` takes the events. */
export function startAutomatic(options, emit) {
  const view = () => {
    deepest = 0;
    viewed = route();
    viewedUrl = location.href;
    emit('pageview');
  };
  viewed = route();
  viewedUrl = location.href;

  if (options.autoClicks) listen(document, 'click', click => clicked(click, emit));
  if (options.autoForms) listen(document, 'submit', submit => submitted(submit.target, emit));
  if (options.autoScroll) watchScroll(emit);
  if (options.autoSpa) watchRoutes(view);
  // Coming back out of the back/forward cache is a view as a load would be, where nothing was cached.
  listen(window, 'pageshow', show => {
    if (!show.persisted) return;
    deepest = 0;
    if (options.autoPageview) view();
  });
  if (options.autoPageview) view();
}

function clicked(click, emit) {
  const element = click.composedPath().find(node => node.matches?.('a,button,[role=button]'));
  if (!element) return;
  const attribute = name => element.getAttribute(name);
  const text = attribute('data-scnv-name') || (element.innerText ?? element.textContent).trim() || attribute('aria-label');
  const { href } = element;
  emit('click', {
    element_type: element.tagName.toUpperCase(),
    element_text: clean(text || '', 100),
    destination_url: href && typeof href === 'string' && !/^(javascript|mailto):/i.test(href) ? clean(href, 4096) : undefined
  });
}

/** By attributes only: a field named "name", "id" or "action" shadows the form's own property. */
function submitted(form, emit) {
  const attribute = name => form.getAttribute(name);
  const name = attribute('data-scnv-name') || attribute('aria-label') || attribute('name') || attribute('id');
  emit('form_submit', {
    form_name: clean(name || 'unnamed-form', 256),
    form_action: clean(attribute('action') || location.pathname, 4096)
  });
}

function watchScroll(emit) {
  let waiting = false;
  listen(window, 'scroll', scroll => {
    // Capturing hears every element on the page that scrolls.
    if (waiting || scroll.target.nodeType === 1) return;
    waiting = true;
    requestAnimationFrame(safely(() => {
      waiting = false;
      // One pixel of grace: a zoomed page ends at a fraction.
      const seen = (scrollY + innerHeight + 1) / document.documentElement.scrollHeight * 100;
      DEPTHS.forEach(depth => {
        if (depth <= deepest || depth > seen) return;
        deepest = depth;
        emit('scroll', { scroll_depth: depth });
      });
    }));
  });
}

/** A fragment is a place on the page, unless a router writes it as #/ or #!. */
const route = () => location.href.replace(/#(?![/!]).*/, '');

function watchRoutes(view) {
  // After the task, when the router has settled on its address and title.
  const moved = () => setTimeout(safely(() => {
    if (route() === viewed) return;
    page.referrer = viewedUrl;
    view();
  }));
  for (const method of ['pushState', 'replaceState']) {
    const original = history[method];
    history[method] = function (...args) {
      const result = original.apply(this, args);
      moved();
      return result;
    };
  }
  listen(window, 'popstate', moved);
}
