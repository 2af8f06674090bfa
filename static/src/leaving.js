// How long a decision can still be undone: said when a minute has gone by, and at its end.
const MINUTE = 60_000;

export function countDown(part) {
  const words = part.dataset;
  const leaves = Date.now() + Number(words.leavesIn) * 1000;
  look();

  function look() {
    const left = leaves - Date.now();
    const minutes = Math.ceil(left / MINUTE);
    part.textContent = said(minutes);
    if (minutes > 0) setTimeout(look, Math.max(left - (minutes - 1) * MINUTE, 100));
  }

  function said(minutes) {
    if (minutes < 1) return words.sayGone;
    return minutes === 1 ? words.sayLast : words.sayMinutes.replace("{number}", minutes);
  }
}
