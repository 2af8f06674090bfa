// Two minutes before a session ends: a warning, one button to stay, and what was typed stays on the page.
// The words come from templates/accounts/timeout.html; docs/decisions/016-sessions-people-see.md says why it is so.
const MINUTE = 60_000;
const WARNED_BEFORE = 2 * MINUTE;

export function watch(part) {
  const words = part.dataset;
  const { dialog, title, text, button } = made();
  const otherTabs = new BroadcastChannel("session");
  let ends, latest, timer, said;

  button.addEventListener("click", () => button.does());
  otherTabs.addEventListener("message", ({ data }) => goOn(...data));
  document.addEventListener("visibilitychange", look); // timers sleep with the computer
  goOn(Number(words.endsIn), Number(words.latestIn), true);

  function goOn(endsIn, latestIn, tell = false) {
    ends = Date.now() + endsIn * 1000;
    latest = Date.now() + latestIn * 1000;
    if (tell) otherTabs.postMessage([endsIn, latestIn]);
    look();
  }

  function look() {
    clearTimeout(timer);
    const left = ends - Date.now();
    if (left <= 0) return over();
    const next = [WARNED_BEFORE, MINUTE, 0].find((at) => at < left);
    if (left > WARNED_BEFORE) say(null);
    else if (latest - ends < MINUTE) say(left > MINUTE ? words.lastTwo : words.lastOne, words.title, words.close, close);
    else say(left > MINUTE ? words.two : words.one, words.title, words.stay, stay);
    timer = setTimeout(look, left - next);
  }

  function over() {
    if (words.leave) location.replace(words.leave); // a shared computer: nothing stays to be seen
    else if (document.querySelector('main form[method="post"]')) say(words.overForm, words.over, words.close, close);
    else say(words.overPage, words.over, words.again, () => location.assign(location.href));
  }

  // Says each thing once: opening a dialog is announced, and so is a change of its text.
  function say(what, heading, label, does) {
    if (what === said) return;
    said = what;
    if (what === null) return dialog.close();
    title.textContent = heading;
    text.textContent = what;
    button.textContent = label;
    button.does = does;
    if (!dialog.open) dialog.showModal();
  }

  function close() {
    dialog.close();
  }

  async function stay() {
    try {
      const answer = await fetch(words.address, { method: "POST", headers: { "X-Stay": words.token } });
      if (!answer.ok) return over();
      const { ends_in, latest_in } = await answer.json();
      goOn(ends_in, latest_in, true);
    } catch {
      text.textContent = words.lost;
    }
  }
}

function made() {
  const dialog = document.createElement("dialog");
  const [title, text, button] = ["h2", "p", "button"].map((name) => dialog.appendChild(document.createElement(name)));
  dialog.className = "mw-timeout";
  dialog.setAttribute("aria-labelledby", (title.id = "timeout-title"));
  dialog.setAttribute("aria-describedby", (text.id = "timeout-text"));
  title.className = "govuk-heading-m";
  text.className = "govuk-body";
  text.setAttribute("role", "status");
  button.className = "govuk-button";
  button.type = "button";
  document.body.append(dialog);
  return { dialog, title, text, button };
}
