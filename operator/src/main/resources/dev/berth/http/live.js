// Without this, the page is whole and says how old it is. With it, the page follows what happens:
// each event asks for the same page again, and its content takes the old one's place.
"use strict";
(() => {
  const note = document.getElementById("live");
  let asked = false, again = false;

  const ago = (seconds) => {
    if (Math.abs(seconds) < 2) return "now";
    const s = Math.abs(seconds), m = Math.floor(s / 60);
    const text = s < 120 ? s + "s"
      : s < 7200 ? m + "m" + (s % 60 ? " " + (s % 60) + "s" : "")
      : Math.floor(m / 60) + "h" + (m % 60 ? " " + (m % 60) + "m" : "");
    return seconds < 0 ? "in " + text : text + " ago";
  };

  // By the server's clock, as the reader's may be wrong.
  let skew = 0;
  const clock = (root) => {
    skew = Date.parse(root.querySelector("#taken time").dateTime) - Date.now();
  };
  const tick = () => {
    for (const each of document.querySelectorAll("[data-at]")) {
      each.textContent = ago(Math.round((Date.now() + skew - Number(each.dataset.at)) / 1000));
    }
  };

  // Where the reader is: the same link or region again, and how far they scrolled in it.
  const place = () => {
    const at = document.activeElement;
    const pre = document.querySelector("main pre");
    return { href: at?.closest("main") && at.getAttribute("href"), inPre: at === pre, x: pre?.scrollLeft, y: pre?.scrollTop };
  };
  const back = (was) => {
    const pre = document.querySelector("main pre");
    if (pre) { pre.scrollLeft = was.x ?? 0; pre.scrollTop = was.y ?? 0; }
    if (was.inPre && pre) pre.focus({ preventScroll: true });
    if (was.href) document.querySelector(`main a[href="${CSS.escape(was.href)}"]`)?.focus({ preventScroll: true });
  };

  const refresh = async () => {
    if (asked) { again = true; return; }
    asked = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const was = place();
      for (const id of ["main", "taken"]) {
        document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
      }
      document.querySelector("nav ul").replaceChildren(...page.querySelector("nav ul").childNodes);
      clock(document);
      back(was);
    } catch { /* The stream says so, and asks again. */ }
    setTimeout(() => { asked = false; if (again) { again = false; refresh(); } }, 300);
  };

  clock(document);
  setInterval(tick, 5000);
  const events = new EventSource(document.body.dataset.events);
  let lost = false;
  events.onopen = () => { note.textContent = "live"; if (lost) refresh(); lost = false; };
  events.onerror = () => { note.textContent = "connection lost"; lost = true; };
  for (const kind of ["fetched", "source", "planned", "acted", "passed", "condition", "moved", "broke"]) {
    events.addEventListener(kind, refresh);
  }
})();
