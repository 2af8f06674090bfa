// Sends files one by one, so that those that arrived stay when the line is cut. Without script the form sends them together.
const SPOKEN_EVERY = 15_000; // milliseconds: a screen reader is not to count along
const SUMMARY = `<div role="alert"><h2 class="govuk-error-summary__title"></h2>
<div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list"></ul></div></div>`;

const form = document.querySelector("form[data-upload]");
const { upload: next, most, ...words } = form.dataset;
const input = form.querySelector("input[type=file]");
const button = form.querySelector("button:not([type=button])");
const bar = form.querySelector("progress");
const part = (name) => form.querySelector(`[data-${name}]`);
delete button.dataset.preventDoubleClick; // ours to prevent: a second press may mean "try again"
const arrived = new Set();
let request = null;

function say(text, values = {}) {
  part("say").textContent = text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

function show(busy) {
  part("choose").hidden = busy;
  part("sending").hidden = !busy;
  part("go-on").hidden = busy || !arrived.size;
  (busy ? part("stop") : button).focus();
}

// "lost", "stopped", or the answer as it came.
function send(file) {
  return new Promise((done) => {
    const body = new FormData(form);
    body.set(input.name, file);
    let spoken = Date.now();
    request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => {
      bar.value = Math.floor((loaded / total) * 100);
      if (Date.now() - spoken < SPOKEN_EVERY) return;
      spoken = Date.now();
      say(words.sayPart, { part: bar.value, name: file.name });
    };
    request.onload = () => done(request.status < 500 && request.status !== 429 ? request : "lost");
    request.onerror = () => done("lost");
    request.onabort = () => done("stopped");
    request.open("POST", form.action);
    request.send(body);
  });
}

async function sendAll() {
  if (request) return;
  const files = [...input.files];
  const refused = [];
  let ending = "";
  show(true);
  for (const file of files.filter((file) => !arrived.has(file))) {
    bar.value = 0;
    say(words.saySending, { number: files.indexOf(file) + 1, all: files.length, name: file.name });
    const answer = file.size < most ? await send(file) : null;
    if (answer === "lost" || answer === "stopped") {
      ending = answer;
      break;
    }
    if (answer?.status === 200) {
      const place = new URL(answer.responseURL).pathname;
      if (place !== next) return location.assign(place); // signed out meanwhile, or no file is taken any more
      arrived.add(file);
    } else {
      refused.push(`${file.name}: ${answer ? reason(answer) : words.sayLarge}`);
    }
  }
  request = null;
  if (!ending && !refused.length) return location.assign(next);
  show(false);
  say(ending === "lost" ? words.sayLost : words.sayStopped, {
    number: files.filter((file) => arrived.has(file)).length,
    all: files.length,
  });
  if (ending === "lost") addEventListener("online", sendAll, { once: true });
  if (refused.length) tell(refused);
}

function reason(answer) {
  const page = new DOMParser().parseFromString(answer.responseText, "text/html");
  return page.querySelector(".govuk-error-summary__list")?.textContent.trim() ?? answer.status;
}

// What was refused, as the page would say it; the others need not be chosen again.
function tell(refused) {
  document.querySelector(".govuk-error-summary")?.remove();
  const summary = document.createElement("div");
  summary.className = "govuk-error-summary";
  summary.tabIndex = -1;
  summary.innerHTML = SUMMARY;
  summary.querySelector("h2").textContent = words.sayProblem;
  for (const text of refused) {
    const link = Object.assign(document.createElement("a"), { href: `#${input.id}`, textContent: text });
    summary.querySelector("ul").appendChild(document.createElement("li")).append(link);
  }
  document.querySelector("h1").before(summary);
  if (!document.title.startsWith(words.sayError)) document.title = `${words.sayError} ${document.title}`;
  summary.focus();
}

form.addEventListener("submit", (event) => {
  if (!input.files.length) return; // the portal says what is missing
  event.preventDefault();
  sendAll();
});
part("stop").addEventListener("click", () => request?.abort());
