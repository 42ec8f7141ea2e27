// Waiting for work that is done beside: the page looks again by itself.
//
// Invariant: it does no more than a click on the link does, and never while the link has the focus.

const again = document.querySelector("[data-again]");

setTimeout(function look() {
  if (document.activeElement === again) setTimeout(look, 1000);
  else location.reload();
}, 1000);
