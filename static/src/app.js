// What a page does more of with script. Every page works without it.
import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
} from "govuk-frontend";
import { countDown } from "./leaving.js";
import { watch } from "./timeout.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

export function start(scope = document) {
  for (const part of [
    Button,
    CharacterCount,
    Checkboxes,
    ErrorSummary,
    NotificationBanner,
    PasswordInput,
    Radios,
    SkipLink,
  ]) {
    createAll(part, {}, scope);
  }
}

start();

// htmx is only on pages that use it; GOV.UK components in what it brings start here.
document.addEventListener("htmx:afterSettle", (event) => start(event.target));

// The answer to a check is what an operator hears first.
document.querySelector("[data-focus]")?.focus();

// Only where a decision has not left yet.
const leaving = document.querySelector("[data-leaves-in]");
if (leaving) countDown(leaving);

// Only on pages of somebody who is signed in.
const session = document.querySelector("[data-ends-in]");
if (session) watch(session);
