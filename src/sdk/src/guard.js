let debugging = false;

export function debug(on) {
  debugging = !!on;
}

export function log(...words) {
  if (debugging) console.log('[scanova]', ...words);
}

/** What runs in the page's own stack must never throw into it. */
export const safely = action => function (...args) {
  try {
    return action.apply(this, args);
  } catch (error) {
    log('failed', error);
  }
};

/** Capturing, so that a page that stops propagation is still heard; passive, so that scrolling never waits. */
export function listen(target, type, action) {
  target.addEventListener(type, safely(action), { capture: true, passive: true });
}
