// Answers in place, quick exit and the warning before deletion. Everything on the page works without this file.
(function () {
  'use strict';
  var WARN_BEFORE = 120; // seconds
  var root = document.documentElement;
  var form = document.getElementById('samtal');
  var timers = [], deadline = 0, busy = false;

  // --- leaving: hide first, then go; the server forgets and the browser clears ---
  function hide() { root.classList.add('hidden'); }
  function leave(event) {
    if (event) event.preventDefault();
    hide();
    if (form) form.reset();
    location.replace('/lamna');
  }
  document.querySelector('.exit').addEventListener('click', leave);

  var shifts = 0, lastShift = 0;
  document.addEventListener('keydown', function (event) {
    if (event.repeat) return;
    if (event.key !== 'Shift') { shifts = 0; return; }
    shifts = Date.now() - lastShift < 5000 ? shifts + 1 : 1;
    lastShift = Date.now();
    if (shifts === 3) leave();
  });
  window.addEventListener('pageshow', function (event) { if (event.persisted) { hide(); location.reload(); } });

  if (!form) return;
  var log = document.querySelector('#logg ol');
  var text = document.getElementById('text');
  var fault = document.getElementById('fel');
  var state = document.getElementById('lage');
  var soon = document.getElementById('snart');

  // --- the time limit: warn, let it be extended by one press, then clear the screen as well ---
  function restart() {
    var idle = Number(document.body.dataset.idle);
    timers.forEach(clearTimeout);
    deadline = Date.now() + idle * 1000;
    soon.textContent = '';
    timers = [setTimeout(warn, (idle - WARN_BEFORE) * 1000), setTimeout(close, idle * 1000)];
  }
  function warn() {
    soon.append(document.importNode(document.getElementById('snart-text').content, true));
    soon.querySelector('button').addEventListener('click', function () { send('do', 'keep'); text.focus(); });
  }
  function close() { hide(); form.reset(); location.replace('/'); }
  document.addEventListener('visibilitychange', function () { if (deadline && Date.now() > deadline) close(); });
  if (log.children.length > 1) restart();

  // --- sending: the same form, the answer put into the page as nodes, never as strings ---
  form.addEventListener('submit', function (event) {
    var by = event.submitter;
    if (by && (by.name === 'language' || by.name === 'do')) return;
    event.preventDefault();
    if (!busy) send(by && by.name, by && by.value);
  });
  function send(name, value) {
    var body = new URLSearchParams(new FormData(form));
    if (name) body.set(name, value);
    var request = new XMLHttpRequest();
    request.open('POST', '/');
    request.responseType = 'document'; // parsed by the browser: no string ever becomes markup here
    request.timeout = 15000;
    request.setRequestHeader('X-Requested-With', 'fetch');
    request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    request.onload = function () { done(); show(request, name); };
    request.onerror = request.ontimeout = function () { done(); complain(state.dataset.lost); };
    busy = true;
    complain('');
    state.textContent = state.dataset.wait;
    request.send(body.toString());
  }
  function done() { busy = false; state.textContent = ''; }
  function complain(words) { fault.textContent = words; fault.hidden = !words; }

  function show(request, pressed) {
    var page = request.response, fresh = page && page.getElementById('nytt');
    if (request.status === 204) return restart();
    if (!page || !page.documentElement) return complain(state.dataset.lost);
    if (fresh) return append(page, fresh, pressed);
    var remark = page.querySelector('p#fel');
    if (remark && !page.querySelector('main')) return complain(remark.textContent);
    document.querySelector('main').replaceWith(document.importNode(page.querySelector('main'), true));
    deadline = 0;
    timers.forEach(clearTimeout);
    document.querySelectorAll('footer button').forEach(function (button) { button.remove(); });
    document.querySelector('h1').focus();
  }
  function append(page, fresh, pressed) {
    if (page.documentElement.lang !== root.lang) { hide(); return location.reload(); }
    document.querySelectorAll('.choices').forEach(function (old) { old.remove(); });
    var nodes = Array.from(document.importNode(fresh, true).children);
    nodes.forEach(function (node) { log.append(node); });
    form.elements.token.value = page.querySelector('[name=token]').value;
    if (pressed !== 'choice') form.elements.text.value = '';
    nodes[0].scrollIntoView();
    var heading = nodes[nodes.length - 1].querySelector('h2');
    (pressed === 'choice' ? heading : text).focus({ preventScroll: true });
    restart();
  }
})();
