// Where storage is blocked or full, its place is taken by memory, which lasts as long as the page.
const memory = {};

export function read(key) {
  try {
    return JSON.parse(key in memory ? memory[key] : localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function write(key, value) {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(key, text);
    delete memory[key];
  } catch {
    memory[key] = text;
  }
}

export function remove(key) {
  delete memory[key];
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was stored where nothing can be.
  }
}

export function readCookie(name) {
  try {
    return document.cookie.split('; ').find(pair => pair.startsWith(name + '='))?.slice(name.length + 1);
  } catch {
    return undefined;
  }
}

export function writeCookie(name, value, seconds) {
  try {
    document.cookie = `${name}=${value};Max-Age=${seconds};Path=/;SameSite=Lax${location.protocol === 'https:' ? ';Secure' : ''}`;
  } catch {
    // A sandboxed frame refuses cookies by throwing; the caller reads back.
  }
}
