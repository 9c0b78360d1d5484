/**
 * Hands the scan session to the site's backend (fields) and to other hosts of its own (links).
 * An empty session takes it back.
 */
export function handOver(session, linkDomains) {
  if (session === null) return;
  document.querySelectorAll('[data-scnv-field]').forEach(field => field.value = session);
  document.querySelectorAll('[data-scnv-link] a[href],a[href][data-scnv-link]').forEach(link => {
    const own = link.closest('[data-scnv-link]').getAttribute('data-scnv-link').split(/[\s,]+/);
    if ([...own, ...linkDomains].some(domain => covers(domain, link.hostname))) decorate(link, session);
  });
}

/** As a site's allowed domains are read: an exact host, or *.example.com for its subdomains. */
function covers(domain, host) {
  const name = domain.toLowerCase();
  return host && (name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name);
}

/** Edits the text of the query: URLSearchParams would write the other parameters anew. */
function decorate(link, session) {
  const query = link.search.slice(1);
  const others = query ? query.split('&').filter(pair => !/^scnv(=|$)/.test(pair)) : [];
  const search = (session ? [...others, 'scnv=' + session] : others).join('&');
  if (query !== search) link.search = search;
}
