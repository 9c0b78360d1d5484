// What a customer's site adds: the queueing stub, one init, and the answer to its own consent question.
window.scanova = window.scanova || function () { (scanova.q = scanova.q || []).push(arguments); };
scanova('init', document.documentElement.dataset.site || 'demo', {
  autoPageview: true, autoClicks: true, autoForms: true, autoScroll: true, debug: location.search.includes('debug'),
});

const answered = localStorage.getItem('demo_consent');
const question = document.getElementById('consent');
if (question) {
  question.hidden = answered !== null;
  question.addEventListener('click', event => {
    const answer = event.target.dataset.consent;
    if (!answer) return;
    localStorage.setItem('demo_consent', answer);
    question.hidden = true;
    scanova('consent', answer);
    scanova('track', 'consent_answer');
  });
}

const shown = document.getElementById('scan-session');
if (shown) scanova('getScanSessionId', session => { shown.textContent = session || 'none: open this page through the QR code'; });

const order = document.getElementById('order');
if (order) order.textContent = new URLSearchParams(location.search).get('order') || 'unknown';
