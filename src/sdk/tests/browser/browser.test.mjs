// One process, one service and one browser for all: starting them takes longer than the tests.
import './journey.mjs';
import './automatic.mjs';
import './consent.mjs';
import './delivery.mjs';
import './views.mjs';
import './page.mjs';
